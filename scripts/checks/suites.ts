import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { textFiles } from '../house/files.ts';
import type { TestReport } from './report.ts';
import { type Outcome, run } from './run.ts';

/** Vitest projects that run in one go; defined in vitest.config.ts. */
export type Suite = { title: string; projects: readonly string[]; limit: number };

export const unitAndServer: Suite = {
  title: 'unit and server tests',
  projects: ['unit', 'server'],
  limit: 12 * 60_000,
};
export const journeys: Suite = { title: 'browser journeys', projects: ['e2e'], limit: 12 * 60_000 };

/** Runs a suite; the report is null when vitest died before it could write one. */
export async function runSuite(root: string, suite: Suite): Promise<Outcome & { report: TestReport | null }> {
  const file = join(root, `.cache/tests/${suite.projects.join('-')}.json`);
  await rm(file, { force: true });
  const outcome = await run(
    [
      process.execPath,
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--allowOnly=false',
      '--reporter=default',
      '--reporter=./scripts/checks/reporter.ts',
      ...suite.projects.flatMap((project) => ['--project', project]),
    ],
    { cwd: root, limit: suite.limit, live: true, env: { LANZHA_TEST_REPORT: file, NO_COLOR: '1' } },
  );
  const text = await readFile(file, 'utf8').catch(() => null);
  return { ...outcome, report: text === null ? null : (JSON.parse(text) as TestReport) };
}

/** Test files that lie on the disk, by the project that must run them. */
export async function testFiles(root: string): Promise<Map<string, string[]>> {
  const files = await textFiles(root, ['.test.ts', '.test.tsx', '.e2e.ts', '.spec.ts', '.spec.tsx']);
  const byProject = new Map<string, string[]>();
  for (const { path } of files) {
    const project = projectOf(path);
    byProject.set(project, [...(byProject.get(project) ?? []), path]);
  }
  return byProject;
}

const projectOf = (path: string) => {
  if (path.endsWith('.e2e.ts')) return 'e2e';
  return path.startsWith('server/') && path.endsWith('.db.test.ts') ? 'server' : 'unit';
};
