import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildStale, buildSteps } from '../build/index.ts';
import { slowest, type TestReport, tally } from './report.ts';
import { run } from './run.ts';
import { staticChecks } from './static.ts';
import { journeys, runSuite, type Suite, testFiles, unitAndServer } from './suites.ts';

type Kind = 'static' | 'fast' | 'all';

const root = join(import.meta.dirname, '../..');
const kind = (process.argv[2] ?? 'all') as Kind;
const total = { passed: 0, failed: 0, skipped: 0 };
const reports: TestReport[] = [];
const failures: string[] = [];

if (!['static', 'fast', 'all'].includes(kind)) {
  console.error('usage: node scripts/test.mjs all|fast|static');
  process.exit(1);
}
await runChecks();
if (kind !== 'static') await runTests(unitAndServer);
if (kind === 'all') {
  const built = await timed('build', () => buildStale(root, buildSteps, console.error));
  if (built) await runTests(journeys);
  else settle('browser journeys', false, 0, 'not run: the build failed');
}
summarise();

/** Static checks run side by side, one a core, and are told in their order. */
async function runChecks(): Promise<void> {
  const checks = staticChecks(root);
  const waiting = checks.map((check, index) => ({ check, index }));
  const outcomes = checks.map(() => Promise.withResolvers<Awaited<ReturnType<typeof run>>>());
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      outcomes[next.index]?.resolve(await run(next.check.command, { cwd: root, limit: 5 * 60_000 }));
    }
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), 4) }, worker);
  for (const [index, check] of checks.entries()) {
    const outcome = await outcomes[index]?.promise;
    if (outcome !== undefined) settle(check.title, outcome.ok, outcome.ms, outcome.output);
  }
  await Promise.all(workers);
}

/** Every test counts, and the run counts as one step: it fails with a test, or when something broke or stayed unrun. */
async function runTests(suite: Suite): Promise<void> {
  console.log(`\n… ${suite.title}`);
  const { ok, ms, report } = await runSuite(root, suite);
  const files = await testFiles(root);
  const expected = new Map(suite.projects.map((project) => [project, files.get(project) ?? []]));
  const result = tally(report, expected);
  if (report !== null) reports.push(report);
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
  const problems = [...result.problems];
  if (!ok && result.failed === 0 && problems.length === 0)
    problems.push('vitest failed although no test did');
  if (result.failed > 0) problems.push(`${result.failed} of ${result.passed + result.failed} tests failed`);
  settle(suite.title, problems.length === 0, ms, problems.join('\n'));
}

async function timed(title: string, work: () => Promise<unknown>): Promise<boolean> {
  const started = performance.now();
  const problem = await work().then(
    () => '',
    (error: Error) => error.message || 'failed',
  );
  settle(title, problem === '', performance.now() - started, problem);
  return problem === '';
}

function settle(title: string, ok: boolean, ms: number, output: string): void {
  total[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(title);
  if (!ok && output.trim() !== '') console.log(`\n${output.trim()}\n`);
  console.log(`${ok ? '✓' : '✗'} ${title} (${(ms / 1000).toFixed(1)} s)`);
}

function summarise(): void {
  const slow = slowest(reports, 10);
  if (slow.length > 0) {
    const lines = slow.map(({ ms, name, path }) => `  ${String(ms).padStart(6)} ms  ${name}  (${path})`);
    console.log(`\nslowest tests\n${lines.join('\n')}`);
  }
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  if (failures.length > 0) console.log(`\nfailed: ${failures.join(' · ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
