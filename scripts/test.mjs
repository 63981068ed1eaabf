// `npm test` and `npm run test:fast`: every check in order; the last line counts what passed and what failed.
import { fileURLToPath } from 'node:url';
import { runWithBundledNode } from '../server/bin/bundled-node.mjs';

await runWithBundledNode(fileURLToPath(new URL('./checks/main.ts', import.meta.url)), process.argv.slice(2));
