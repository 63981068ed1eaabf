#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runWithBundledNode } from './bundled-node.mjs';

await runWithBundledNode(
  fileURLToPath(new URL('../src/faces/cli/main.ts', import.meta.url)),
  process.argv.slice(2),
);
