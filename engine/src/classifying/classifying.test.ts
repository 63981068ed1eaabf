import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classifyText,
  decodeTextModel,
  encodeTextModel,
  evaluate,
  explainText,
  labelScore,
  labelScores,
  TextModelError,
  TrainingError,
  trainTextModel,
} from './index.ts';

const parcel = [
  '您的快递已到驿站,请凭取件码领取',
  '包裹今天派送,电话保持畅通',
  '快递柜超时未取将退回',
  '您的包裹已签收',
];
const brushing = [
  '点赞关注做任务日赚三百',
  '垫付做单本金佣金秒返',
  '兼职刷单垫付返利群内领任务',
  '做任务返佣金先垫付',
];
const rows = [
  ...parcel.map((text) => ({ text, label: 'normal' })),
  ...brushing.map((text) => ({ text, label: '01' })),
];
const model = trainTextModel(rows);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('', ' ', '\ud83d', '😀做任务😀', '垫付'.repeat(3000)),
);

describe('a text model', () => {
  test('knows what it learnt', () => {
    for (const { text, label } of rows) expect(classifyText(model, text).label).toBe(label);
    expect(classifyText(model, '群里做任务垫付返佣').label).toBe('01');
  });

  test('reads full-width and half-width, upper and lower case and all digits alike', () => {
    const { label, score } = classifyText(model, '做任务ABC123,返利');
    expect(classifyText(model, '做任务ＡＢＣ７８９,返利')).toEqual({ label, score });
    expect(classifyText(model, '做任务abc000,返利')).toEqual({ label, score });
  });

  test('is the same however often it is trained', () => {
    expect(encodeTextModel(trainTextModel(rows))).toEqual(encodeTextModel(model));
  });

  test('answers the same after being stored', () => {
    const stored = decodeTextModel(encodeTextModel(model));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(explainText(stored, text)).toEqual(explainText(model, text));
      }),
    );
  });

  test('needs two labels', () => {
    expect(() => trainTextModel([])).toThrow(TrainingError);
    expect(() => trainTextModel([{ text: 'x', label: 'a' }])).toThrow(TrainingError);
  });

  test('of other bytes, or cut, is refused', () => {
    const bytes = encodeTextModel(model);
    expect(() => decodeTextModel(new Uint8Array(3))).toThrow(TextModelError);
    expect(() => decodeTextModel(bytes.subarray(0, bytes.length - 4))).toThrow(TextModelError);
    expect(() => decodeTextModel(bytes.subarray(0, 30))).toThrow(TextModelError);
    const broken = bytes.slice();
    broken[14]! ^= 0xff;
    expect(() => decodeTextModel(broken)).toThrow(TextModelError);
  });
});

describe('a text model of many labels', () => {
  const many = Array.from({ length: 11 }, (_, label) => {
    const word = String.fromCharCode(0x4e00 + label * 2, 0x4e01 + label * 2);
    return ['今天', '明天', '后天'].map((day) => ({ text: `${day}${word}`, label: `label-${label}` }));
  }).flat();

  test('knows labels beyond the first eight', () => {
    const trained = trainTextModel(many);
    for (const { text, label } of many) expect(classifyText(trained, text).label).toBe(label);
    const stored = decodeTextModel(encodeTextModel(trained));
    for (const { text } of many) expect(classifyText(stored, text)).toEqual(classifyText(trained, text));
  });
});

describe('a text without words, or with too many', () => {
  test.each(['', ' \n\t ', '😀', '\ud83d', '\udc00\ud83d'])('%j has an answer and no reasons', (text) => {
    const { score, reasons } = explainText(model, text);
    expect(score).toBeGreaterThan(0);
    expect(reasons).toEqual([]);
  });

  test('what stands beyond 20,000 letters changes nothing', () => {
    const long = '做任务垫付返利。'.repeat(2_500);
    expect(explainText(model, long + parcel.join('').repeat(2_000))).toEqual(explainText(model, long));
    expect(explainText(model, long).label).toBe('01');
  });
});

describe('every answer', () => {
  test('has a known label, a score of 0–1, and reasons that stand in the text, strongest first', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { label, score, reasons } = explainText(model, text);
        expect(['01', 'normal']).toContain(label);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(reasons.length).toBeLessThanOrEqual(5);
        for (const reason of reasons) expect(text).toContain(reason.text);
        expect(reasons.map((r) => r.weight)).toEqual(reasons.map((r) => r.weight).toSorted((a, b) => b - a));
      }),
    );
  });

  test('is the surest of the scores of all labels, which sum to 1', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const scores = labelScores(model, text);
        const { label, score } = classifyText(model, text);
        expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1);
        expect(scores[model.labels.indexOf(label)]).toBeCloseTo(score);
        expect(Math.max(...scores)).toBeCloseTo(score);
        const alone = model.labels.map((_, index) => labelScore(model, text, index));
        expect(alone.map((one) => one.toFixed(9))).toEqual(Array.from(scores, (one) => one.toFixed(9)));
      }),
    );
  });

  test('names the words that decided', () => {
    const pieces = explainText(model, '明天开会。做任务垫付返利。').reasons.map((reason) => reason.text);
    expect(pieces.join()).toMatch(/垫付|做任务|返利/);
    expect(pieces.join()).not.toContain('开会');
  });

  test('does not depend on what was classified before', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, text) => {
        const fresh = classifyText(decodeTextModel(encodeTextModel(model)), text);
        classifyText(model, before);
        expect(classifyText(model, text)).toEqual(fresh);
      }),
      { numRuns: 30 },
    );
  });
});

test('macro-F1 is the mean over the labels of the truth', () => {
  const answers = [
    { truth: 'a', answer: 'a' },
    { truth: 'a', answer: 'b' },
    { truth: 'b', answer: 'b' },
    { truth: 'c', answer: 'a' },
  ];
  const { macroF1, accuracy, labels } = evaluate(answers);
  expect(labels.map((l) => [l.label, l.precision, l.recall, l.support])).toEqual([
    ['a', 0.5, 0.5, 2],
    ['b', 0.5, 1, 1],
    ['c', 0, 0, 1],
  ]);
  expect(macroF1).toBeCloseTo((0.5 + 2 / 3 + 0) / 3);
  expect(accuracy).toBe(0.5);
});

test('a model read into a Buffer, as files are, is the same model', () => {
  const stored = decodeTextModel(Buffer.from(encodeTextModel(model)));
  for (const { text, label } of rows) expect(classifyText(stored, text).label).toBe(label);
});
