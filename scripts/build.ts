// `npm run build`: makes what is missing or stale; `-- --force` makes everything again.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStale, buildSteps } from './build/index.ts';

const root = join(import.meta.dirname, '..');
if (process.argv.includes('--force')) {
  for (const step of buildSteps) await rm(join(root, `${step.output}.inputs`), { force: true });
}
try {
  const ran = await buildStale(root, buildSteps, console.error);
  if (ran.length === 0) console.error('没有需要构建的内容。');
} catch (error) {
  console.error(`构建失败:${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
