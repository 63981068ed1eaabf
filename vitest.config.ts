import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const database = '**/*.db.test.ts';

/** So that no core waits for the other at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isLong = ({ moduleId }: TestSpecification) =>
      /e2e\/(pages-|zeroing|desk-keys|drill)|ground\/backup\/|commands\/vault/.test(moduleId);
    const usual = await super.sort(files);
    return [...usual.filter(isLong), ...usual.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // Files wait for databases, processes and pages more than they compute: also the last core has one.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // A forgotten timer must not pass for a slow machine: CI is slow, so limits are generous but end.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A poll waits for a state. How fast it comes is the bench's matter, not that of a machine shared by two files.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{contract,engine,server,bench}/src/**/*.test.ts',
            'server/bin/**/*.test.ts',
            'web/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
          ],
          exclude: [database, '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: [`server/src/${database}`],
          globalSetup: './server/src/testing/postgres.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: './e2e/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Each drives a browser, a server and a database: more than two at once only wait for each other.
          maxWorkers: 2,
        },
      },
    ],
  },
});
