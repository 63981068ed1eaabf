import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultTexts, type SeedText } from '../../../work/deciding/index.ts';
import { lanzha } from '../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanzha-text-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'model.bin');

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const fraud = [
  '刷单返利日结三百,先垫付后返佣',
  '点赞关注每单十元,垫付任务返利翻倍',
  '兼职刷单,垫付本金当天返还佣金',
];
const normal = [
  '今晚八点开家长会,请准时参加',
  '您的快递已放在小区驿站,凭取件码领取',
  '明天降温,出门多穿衣服',
];
const examples = (texts: string[], label: string) =>
  texts.map((text) => JSON.stringify({ text, label })).join('\r\n');

describe('training', () => {
  test('takes several files and says what it learnt from', async () => {
    const args = [
      '--in',
      file('a.jsonl', examples(fraud, '01')),
      '--in',
      file('b.jsonl', `\uFEFF${examples(normal, 'normal')}\n`),
    ];
    const { code, results } = await lanzha(['text', 'train', ...args, '--out', model]);
    expect(results).toEqual([{ rows: 6, labels: { '01': 3, normal: 3 }, out: model }]);
    expect(code).toBe(0);
  });

  test('answers bad lines with file and line, learns from the others and ends with 2', async () => {
    const path = file(
      'bad.jsonl',
      `${examples(fraud, '01')}\n{"text":\n{"text":"x"}\n${examples(normal, 'normal')}`,
    );
    const { code, results } = await lanzha(['text', 'train', '--in', path, '--out', join(folder, 'bad.bin')]);
    expect(results).toMatchObject([
      { file: path, line: 4, error: expect.stringContaining('第 4 行') },
      { file: path, line: 5, error: expect.stringContaining('字段 label') },
      { rows: 6 },
    ]);
    expect(code).toBe(2);
  });

  test.each([
    ['a missing file', () => join(folder, 'none.jsonl'), '没有找到文件'],
    ['an empty file', () => file('empty.jsonl', '\n\n'), '没有可用的行'],
    ['one label only', () => file('one.jsonl', examples(fraud, '01')), '只有一种标签“01”'],
  ])('from %s fails with a sentence and 1', async (_, path, sentence) => {
    const { code, results, said } = await lanzha([
      'text',
      'train',
      '--in',
      path(),
      '--out',
      join(folder, 'no.bin'),
    ]);
    expect({ code, results }).toEqual({ code: 1, results: [] });
    expect(said).toContain(sentence);
  });
});

describe('classifying', () => {
  beforeAll(async () => {
    const args = [
      '--in',
      file('a.jsonl', examples(fraud, '01')),
      '--in',
      file('b.jsonl', examples(normal, 'normal')),
    ];
    await lanzha(['text', 'train', ...args, '--out', model]);
  });

  test('answers each line in its place, with label, score and reasons', async () => {
    const lines = [JSON.stringify({ id: 'x', text: fraud[0] }), '', JSON.stringify({ text: normal[1] })].join(
      '\n',
    );
    const { code, results } = await lanzha(['text', 'classify', '--model', model], lines);
    expect(results).toMatchObject([
      { id: 'x', label: '01' },
      { id: null, label: 'normal' },
    ]);
    const [first] = results as [{ score: number; reasons: { text: string; weight: number }[] }];
    expect(first.score).toBeGreaterThan(0.5);
    expect(first.score).toBeLessThanOrEqual(1);
    expect(first.reasons.length).toBeGreaterThan(0);
    for (const { text, weight } of first.reasons)
      expect([typeof text, typeof weight]).toEqual(['string', 'number']);
    expect(code).toBe(0);
  });

  test('answers a bad line with an error in its place and ends with 2', async () => {
    const { code, results } = await lanzha(
      ['text', 'classify', '--model', model],
      '{"text":"在吗"}\nx\n{"text":5}\n{"id":7,"text":"在吗"}\r\n',
    );
    expect(results).toMatchObject([
      { id: null },
      { line: 2, error: expect.stringContaining('JSON 对象') },
      { line: 3, error: expect.stringContaining('字段 text') },
      { id: 7 },
    ]);
    expect(code).toBe(2);
  });

  test('answers nothing to nothing', async () => {
    expect(await lanzha(['text', 'classify', '--model', model])).toMatchObject({ code: 0, results: [] });
  });

  test('knows the texts of the product by its own model when none is named', async () => {
    const [{ text, label }] = (await defaultTexts()) as [SeedText];
    expect((await lanzha(['text', 'classify'], JSON.stringify({ text }))).results).toMatchObject([{ label }]);
  });

  test.each([
    ['a missing model', () => join(folder, 'none.bin'), '没有找到模型文件'],
    ['a file that is no model', () => file('no.bin', 'hello'), '不是文本模型,或已损坏'],
    [
      'a model that is cut off',
      () => file('cut.bin', readFileSync(model).subarray(0, 100).toString('latin1')),
      '不是文本模型,或已损坏',
    ],
  ])('with %s fails with a sentence and 1', async (_, path, sentence) => {
    const { code, results, said } = await lanzha(['text', 'classify', '--model', path()], '{"text":"在吗"}');
    expect({ code, results }).toEqual({ code: 1, results: [] });
    expect(said).toContain(sentence);
  });
});
