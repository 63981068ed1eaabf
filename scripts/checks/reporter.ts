import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Reporter, TestModule as VitestModule } from 'vitest/node';
import type { TestModule, TestReport } from './report.ts';

/** Writes the report to the file that the variable LANZHA_TEST_REPORT names. */
export default class TallyReporter implements Reporter {
  onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (modules, unhandled) => {
    const file = process.env.LANZHA_TEST_REPORT;
    if (file === undefined) return;
    const report: TestReport = {
      errors: unhandled.map(({ name, message }) => `${name}: ${firstLine(message)}`),
      modules: modules.map(readModule),
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(report));
  };
}

function readModule(module: VitestModule): TestModule {
  const suites = [...module.children.allSuites()];
  const errors = [...module.errors(), ...suites.flatMap((suite) => suite.errors())];
  return {
    project: module.project.name,
    path: relative(process.cwd(), module.moduleId).replaceAll('\\', '/'),
    errors: errors.map(({ message }) => firstLine(message)),
    tests: [...module.children.allTests()].map((test) => ({
      name: test.fullName,
      state: test.result().state,
      ms: Math.round(test.diagnostic()?.duration ?? 0),
    })),
  };
}

const firstLine = (message: string) => message.split('\n')[0] ?? '';
