import { fraudTypes, levels, signalKinds } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellProblem, cellText, readCell } from './cells.ts';
import type { Field } from './columns.ts';
import { fraudTypeOf } from './words.ts';

const read = (field: Field, raw: string) => readCell(field, cellText(field, raw));
const problemOf = (field: Field, raw: string) => {
  const value = read(field, raw);
  return value instanceof CellProblem ? value.sentence : `read as ${value}`;
};

describe('a cell', () => {
  test.each<[Field, string, unknown]>([
    ['kind', '短信', 'sms'],
    ['kind', 'APP 安装', 'install'],
    ['kind', 'Transfer', 'transfer'],
    ['kind', '预警指令', 'instruction'],
    ['phone', '138 0000 0001', '13800000001'],
    ['phone', '１３８０００００００１', '13800000001'],
    ['phone', '13800000001.0', '13800000001'],
    ['account', '="6222021234567890123"', '6222021234567890123'],
    ['account', "'6222021234567890123", '6222021234567890123'],
    ['account', '\t6222 0212 3456 7890 123', '6222021234567890123'],
    ['age', '35岁', 35],
    ['seconds', '1,860', 1860],
    ['seconds', '31:00', 1860],
    ['seconds', '0:31:00', 1860],
    ['seconds', '1小时2分3秒', 3723],
    ['minutes', '31', 1860],
    ['overseas', '是', true],
    ['overseas', '境内', false],
    ['screenSharing', 'FALSE', false],
    ['newPayee', '√', true],
    ['amount', '5,000,000', 5_000_000],
    ['yuan', '¥50,000.50元', 5_000_050],
    ['yuan', '0.1', 10],
    ['yuan', '19.990', 1999],
    ['already', '否', 'not_cheated'],
    ['already', '已被骗', 'cheated'],
    ['already', '不清楚', 'unknown'],
    ['level', '高危', 'high'],
    ['fraudType', '刷单返利类诈骗', '01'],
    ['fraudType', '8', '08'],
  ])('of %s with %j is %j', (field, raw, value) => expect(read(field, raw)).toEqual(value));

  test.each<[Field, string, string]>([
    ['account', '6.22202E+18', '科学计数法'],
    ['phone', '1.38e10', '文本'],
    ['at', '昨天', '2026-03-01 09:30:00'],
    ['age', '三十', '0–130'],
    ['seconds', '半小时', '单位为秒'],
    ['amount', '50000.5', '金额(元)'],
    ['yuan', '5万', '最多两位小数'],
    ['yuan', '-3', '最多两位小数'],
    ['overseas', '香港', '“是”或“否”'],
    ['level', '橙色', '紧急、高、中、低'],
    ['kind', '13800000001', '不认识“138****0001”'],
  ])('of %s with %j is refused: %s', (field, raw, sentence) =>
    expect(problemOf(field, raw)).toContain(sentence),
  );

  test.each(['', ' ', '-', '/', '——', 'NULL', 'N/A', '\\N'])('with %j holds nothing', (raw) =>
    expect(cellText('phone', raw)).toBe(''),
  );
  test('of words may be a single stroke', () => expect(cellText('text', '-')).toBe('-'));

  test('of yuan gives exactly the fen that are written', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.nat(99), (yuan, fen) => {
        expect(read('yuan', `${yuan}.${String(fen).padStart(2, '0')}`)).toBe(yuan * 100 + fen);
      }),
    );
  });

  test.each([...signalKinds])('understands our own word for the kind %s', (kind) =>
    expect(read('kind', kind)).toBe(kind),
  );
  test.each([...levels])('understands our own word for the level %s', (level) =>
    expect(read('level', level)).toBe(level),
  );
});

describe('a type of fraud', () => {
  test.each([...fraudTypes])('%s is understood by its code', (code) => expect(fraudTypeOf(code)).toBe(code));
  test('that has no code stays in its own words', () =>
    expect(fraudTypeOf('冒充军人采购')).toBe('冒充军人采购'));
});
