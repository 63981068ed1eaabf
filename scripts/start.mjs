// `npm start`: builds what is missing or stale, then serves. Extra arguments go to `lanzha serve`.
import { fileURLToPath } from 'node:url';
import { runWithBundledNode } from '../server/bin/bundled-node.mjs';

await runWithBundledNode(fileURLToPath(new URL('./start/main.ts', import.meta.url)), process.argv.slice(2));
