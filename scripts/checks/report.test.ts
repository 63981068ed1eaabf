import { expect, test } from 'vitest';
import { slowest, type TestModule, type TestReport, tally } from './report.ts';

const passed = (name: string, ms = 1) => ({ name, state: 'passed', ms }) as const;
const unit = (path: string, tests: TestModule['tests'], errors: string[] = []): TestModule => ({
  project: 'unit',
  path,
  errors,
  tests,
});
const report = (modules: TestModule[], errors: string[] = []): TestReport => ({ errors, modules });
const expecting = (...files: string[]) => new Map([['unit', files]]);

test('counts what passed, failed and was skipped', () => {
  const tests = [
    passed('a'),
    { name: 'b', state: 'failed', ms: 1 },
    { name: 'c', state: 'skipped', ms: 0 },
  ] as const;
  expect(tally(report([unit('a.test.ts', [...tests])]), expecting('a.test.ts'))).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    problems: [],
  });
});

test('a test that never ended counts as failed', () => {
  const pending = { name: 'a', state: 'pending', ms: 0 } as const;
  expect(tally(report([unit('a.test.ts', [pending])]), expecting())).toMatchObject({ passed: 0, failed: 1 });
});

test('a file on the disk that did not run is a problem', () => {
  const { problems } = tally(report([unit('a.test.ts', [passed('a')])]), expecting('a.test.ts', 'b.test.ts'));
  expect(problems).toEqual(['b.test.ts: did not run']);
});

test('no test at all is a problem, whatever the reason', () => {
  expect(tally(null, expecting()).problems).toEqual(['vitest ended without a report']);
  expect(tally(report([]), expecting()).problems).toEqual(['project unit: no test ran']);
  expect(tally(report([unit('a.test.ts', [])]), expecting()).problems).toEqual(['a.test.ts: has no test']);
});

test('a file that did not load and an error outside every test are problems', () => {
  const modules = [unit('a.test.ts', [passed('a')], ['SyntaxError: x'])];
  expect(tally(report(modules, ['unhandled: y']), expecting()).problems).toEqual([
    'unhandled: y',
    'a.test.ts: SyntaxError: x',
  ]);
});

test('lists the slowest tests of all runs', () => {
  const runs = [
    report([unit('a', [passed('x', 5), passed('y', 50)])]),
    report([unit('b', [passed('z', 20)])]),
  ];
  expect(slowest(runs, 2).map(({ name }) => name)).toEqual(['y', 'z']);
});
