import { join } from 'node:path';

/** A check that reads the sources and runs nothing of the product. */
export type Check = { title: string; command: readonly string[] };

export function staticChecks(root: string): Check[] {
  const node = process.execPath;
  const tool = (path: string) => join(root, 'node_modules', path);
  const tsc = (project: string, name: string) => [
    node,
    tool('typescript/bin/tsc'),
    '--project',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    `.cache/tsc/${name}.json`,
  ];
  return [
    {
      title: 'format and lint',
      command: [
        node,
        tool('@biomejs/biome/bin/biome'),
        'ci',
        '--error-on-warnings',
        '--colors=off',
        '--max-diagnostics=30',
        '.',
      ],
    },
    { title: 'types: contract, engine, server, scripts', command: tsc('tsconfig.json', 'root') },
    { title: 'types: web', command: tsc('web/tsconfig.json', 'web') },
    { title: 'types: browser journeys', command: tsc('e2e/tsconfig.json', 'e2e') },
    {
      title: 'dependency rules',
      command: [
        node,
        tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
        ...['contract', 'engine', 'server', 'web', 'bench', 'scripts', 'e2e'],
        ...['--config', '.dependency-cruiser.cjs'],
      ],
    },
    { title: 'unused code', command: [node, tool('knip/bin/knip.js'), '--no-progress'] },
    { title: 'lockfile', command: [node, 'scripts/lockfile.ts', '--check'] },
    { title: 'house', command: [node, 'scripts/house.ts', '--check'] },
  ];
}
