/** What a vitest run leaves behind for the tally, written by reporter.ts. Paths are relative to the root. */
export type TestReport = {
  /** Errors that belong to no test: a broken set-up, an unhandled rejection. */
  errors: string[];
  modules: TestModule[];
};

export type TestModule = {
  project: string;
  path: string;
  /** Errors outside its tests: it did not load, a hook failed. */
  errors: string[];
  tests: { name: string; state: 'passed' | 'failed' | 'skipped' | 'pending'; ms: number }[];
};

export type Tally = {
  passed: number;
  failed: number;
  skipped: number;
  /** Why the run as a whole counts as failed; empty when every file ran. */
  problems: string[];
};

/**
 * Counts the tests of a run. `report` is null when vitest died before it wrote one; `expected` are the test files that
 * lie on the disk, by project: one that did not run, or a project without a test, is a problem and never silent.
 */
export function tally(report: TestReport | null, expected: ReadonlyMap<string, readonly string[]>): Tally {
  if (report === null)
    return { passed: 0, failed: 0, skipped: 0, problems: ['vitest ended without a report'] };
  const tests = report.modules.flatMap((module) => module.tests);
  const count = (state: string) => tests.filter((test) => test.state === state).length;
  const problems = [
    ...report.errors,
    ...report.modules.flatMap(({ path, errors }) => errors.map((error) => `${path}: ${error}`)),
    ...report.modules.filter((module) => module.tests.length === 0).map(({ path }) => `${path}: has no test`),
  ];
  for (const [project, files] of expected) {
    const ran = new Set(
      report.modules.filter((module) => module.project === project).map(({ path }) => path),
    );
    if (ran.size === 0) problems.push(`project ${project}: no test ran`);
    else problems.push(...files.filter((file) => !ran.has(file)).map((file) => `${file}: did not run`));
  }
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending'),
    skipped: count('skipped'),
    problems,
  };
}

/** The slowest tests of several runs, slowest first. */
export function slowest(
  reports: readonly TestReport[],
  many: number,
): { ms: number; name: string; path: string }[] {
  return reports
    .flatMap(({ modules }) =>
      modules.flatMap(({ path, tests }) => tests.map(({ ms, name }) => ({ ms, name, path }))),
    )
    .sort((a, b) => b.ms - a.ms)
    .slice(0, many);
}
