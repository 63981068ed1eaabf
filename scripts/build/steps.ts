import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Something that must be made from the sources before the product can serve. Paths are relative to the root. */
export type BuildStep = {
  name: string;
  /** What people read while it runs. */
  title: string;
  /** Files and folders whose content decides whether the output is stale. */
  inputs: readonly string[];
  /** The one folder that the step makes. It is replaced as a whole when the step has succeeded. */
  output: string;
  /** A file inside `output` without which it counts as missing. */
  proof: string;
  /** Writes everything into `folder`, an empty folder beside `output`. Throws when it fails. */
  run(root: string, folder: string): Promise<void>;
};

export const buildSteps: readonly BuildStep[] = [
  {
    name: 'web',
    title: '网页界面',
    inputs: ['web', 'contract/src', 'package.json', 'package-lock.json', 'tsconfig.base.json'],
    output: 'web/dist',
    proof: 'index.html',
    run: (root, folder) => {
      const vite = join(root, 'node_modules/vite/bin/vite.js');
      if (!existsSync(vite)) throw new Error('没有找到构建工具 vite。请运行 npm ci(不要加 --omit=dev)。');
      return runNode(root, [
        vite,
        'build',
        '--config',
        'web/vite.config.ts',
        '--logLevel',
        'warn',
        '--outDir',
        folder,
        '--emptyOutDir',
      ]);
    },
  },
  {
    name: 'text-model',
    title: '文本分类模型',
    inputs: ['server/seed/texts', 'server/src/work/deciding/text-model-file.ts', 'engine/src/classifying'],
    output: 'server/dist',
    proof: 'text-model.bin',
    run: async (_root, folder) => {
      const { buildTextModel } = await import('../../server/src/work/deciding/index.ts');
      await buildTextModel(folder);
    },
  },
];

function runNode(root: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args[0]} ended with code ${code}`)),
    );
  });
}
