import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale, buildSteps } from '../build/index.ts';
import { stopWithParent } from './parent.ts';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'server/src/faces/cli/main.ts');

try {
  await buildStale(root, buildSteps, console.error);
} catch (error) {
  console.error(`构建失败,无法启动:${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
if (process.env.npm_lifecycle_event === 'start') stopWithParent();
console.error('正在启动拦诈……');
process.argv = [process.argv[0] ?? process.execPath, cli, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(cli).href);
