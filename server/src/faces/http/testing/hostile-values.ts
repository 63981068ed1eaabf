import fc from 'fast-check';

/** A telephone number that only hostile input carries: wherever it turns up, what was typed turned up. */
export const typedNumber = '13999990001';

/** Texts that some program somewhere has taken for something else than text. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff\ud800y',
  '\u202e\u200b\u2066文本\u2069\ufeff',
  '\u200b\u200b\u200b',
  'a\r\nSet-Cookie: lanzha_session=x\r\n\r\n<html>',
  "' OR 1=1 --",
  '"; DROP TABLE person; --',
  "\\'; UNION ALL --",
  '%_%\\',
  '$1',
  '{{7*7}}<%= 7*7 %>#{7*7}',
  '../../../../etc/passwd',
  '..\\..\\keys\\vault.key',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/',
  '<script>throw 1</script>',
  'javascript:throw%201',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '0x10',
  '99999999999999999999999999',
  '-9223372036854775809',
  '0000-00-00T00:00:00Z',
  '2099-12-31T23:59:60Z',
  '2026-02-30',
  '2026-01-01T00:00:00+99:99',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '=cmd|A1',
  typedNumber,
  'е́'.repeat(400),
  '长'.repeat(70_000),
  '['.repeat(2_000),
  '(a+)+$',
  'a'.repeat(60),
];

const deep = (levels: number): unknown =>
  levels === 0 ? 0 : levels % 2 === 0 ? [deep(levels - 1)] : { a: deep(levels - 1) };

const hostileOthers: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  -(2 ** 31) - 1,
  2 ** 53,
  1e308,
  -1e308,
  5e-324,
  [],
  [[]],
  [null],
  {},
  { length: 3 },
  { ['__proto__']: { polluted: true } },
  { constructor: { prototype: { polluted: true } } },
  { toString: 1, valueOf: 'x', hasOwnProperty: null, toJSON: 'x' },
  Array.from({ length: 2_000 }, () => 'x'),
  deep(200),
];

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom(...hostileOthers) },
);

/** Bodies that no value of JSON writes. */
export const hostileBodies: readonly string[] = [
  '',
  'NaN',
  '{',
  '{"a":1e999}',
  '{"id":1,"id":2}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  '"\\ud800"',
  '\ufeff{}',
  '[]',
  'null',
  '"x"',
  '0',
];
