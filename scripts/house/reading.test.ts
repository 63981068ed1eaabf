import { expect, test } from 'vitest';
import { readSource } from './reading.ts';

const read = (path: string, text: string) => readSource({ path, text });

test('counts the type any wherever it stands, and the word nowhere else', () => {
  const { any } = read(
    'web/src/a.ts',
    [
      'const any = "any: any";',
      'let a: any;',
      '// any',
      'f(x as any, any);',
      'type B = Array<any> | unknown;',
    ].join('\n'),
  );
  expect(any).toEqual([2, 4, 5]);
});

test('counts lines without the last newline', () => {
  expect(read('a.ts', 'a;\nb;\n').lines).toBe(2);
  expect(read('a.ts', 'a;\nb;').lines).toBe(2);
});

test('reads titles, tests and mocks', () => {
  const reading = read(
    'web/src/a.test.ts',
    `describe('desk', () => {
       test('opens', () => { vi.fn(); vi.spyOn(a, 'b'); });
       it.each([1])('shuts %i', () => {});
       test.skip(\`counts \${n}\`, () => {});
     });
     vi.mock('./b.ts'); regex.test('no title'); vi.useFakeTimers();`,
  );
  expect(reading.titles).toEqual(['desk', 'opens', 'shuts %i', `counts \${n}`]);
  expect(reading).toMatchObject({ test: true, tests: 3, mocks: 3 });
});

test('finds clock, chance and the outside world in the engine', () => {
  const { impure } = read(
    'engine/src/scoring/a.ts',
    `const now = Date.now();
     const then = new Date();
     const chance = Math.random();
     console.log(process.env);
     setTimeout(() => {}, 1);`,
  );
  expect(impure).toEqual([
    '1: Date.now',
    '2: new Date()',
    '3: Math.random',
    '4: console',
    '4: process',
    '5: setTimeout',
  ]);
});

test('allows given instants, own names, and tests of the engine to look at the clock', () => {
  const pure = `new Date(at); Date.UTC(1, 2); Math.max(1); const rule = { process: 1 }; rule.process; type A = { fetch: 1 };`;
  expect(read('engine/src/scoring/a.ts', pure).impure).toEqual([]);
  expect(read('engine/src/scoring/a.test.ts', 'Date.now()').impure).toEqual([]);
  expect(read('server/src/ground/clocks/a.ts', 'Date.now()').impure).toEqual([]);
});

test('routes throw only what the contract declares', () => {
  const text = `if (a) throw errors.NOT_FOUND();
    if (b) throw errors.CHANGED({ data });
    if (c) throw new Error('x');
    if (d) throw new ORPCError('NOT_FOUND');
    if (e) throw refusal;
    try {} catch (error) { throw error instanceof Full ? errors.TOO_MANY_REQUESTS() : error; }
    try {} catch (error) { throw other; }
    await hash().catch((error: unknown) => { throw error instanceof Full ? errors.BUSY() : error; });
    await hash().then((error) => { throw error; });`;
  expect(read('server/src/work/warnings/warnings.routes.ts', text).undeclared).toEqual([
    "3: throw new Error('x');",
    "4: throw new ORPCError('NOT_FOUND');",
    '5: throw refusal;',
    '7: throw other;',
    '9: throw error;',
  ]);
  expect(read('server/src/work/warnings/service.ts', text).undeclared).toEqual([]);
});
