import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRoot } from './account.ts';
import { folderProblem, type LaunchProblem } from './errors.ts';
import { startPostgres } from './index.ts';
import { ask, makeTestFolder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: ReturnType<typeof makeTestFolder>;
let dataDir: string;

beforeEach(() => {
  folder = makeTestFolder();
  dataDir = join(folder.path, 'data');
});
afterEach(() => folder.remove());

async function expectRefusal(code: LaunchProblem, ...words: string[]): Promise<void> {
  const error: unknown = await startPostgres({ dataDir, unsafeForTests: true }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'PostgresLaunchError', code });
  for (const word of words) expect(String(error)).toContain(word);
}

describe('a data folder is refused with a sentence when it', () => {
  test('is a file', async () => {
    writeFileSync(dataDir, '');
    await expectRefusal('folder-unusable', dataDir, '不是目录');
  });

  test('lies below a file', async () => {
    writeFileSync(dataDir, '');
    dataDir = join(dataDir, 'deeper');
    await expectRefusal('folder-unusable', '是文件而不是目录');
  });

  test('holds files that are not ours', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'thesis.docx'), '');
    await expectRefusal('folder-unusable', 'thesis.docx', '空目录');
  });

  test('is a circle of links', async () => {
    symlinkSync(dataDir, dataDir);
    await expectRefusal('folder-unusable', '符号链接');
  });

  test('holds a damaged cluster', async () => {
    writeOurFolder();
    mkdirSync(join(dataDir, 'postgres', 'cluster', 'base'), { recursive: true });
    await expectRefusal('folder-unusable', 'PG_VERSION', '备份');
  });

  test('was made by another major version', async () => {
    writeOurFolder();
    mkdirSync(join(dataDir, 'postgres', 'cluster'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '17\n');
    await expectRefusal('wrong-version', 'PostgreSQL 17', 'PostgreSQL 18', 'lanzha restore');
  });

  test('is on a read-only file system, or for another user', () => {
    const readOnly = folderProblem('/mnt/data', Object.assign(new Error('x'), { code: 'EROFS' }));
    expect(readOnly.message).toContain('只读');
    const denied = folderProblem('/mnt/data', Object.assign(new Error('x'), { code: 'EACCES' }));
    expect(denied.message).toContain('没有权限');
    expect(folderProblem('/mnt/data', Object.assign(new Error('x'), { code: 'ENOSPC' })).code).toBe(
      'disk-full',
    );
  });

  test.skipIf(!canMount())('is on a disk with less than 300 MB', async () => {
    mkdirSync(dataDir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', dataDir]);
    try {
      await expectRefusal('disk-full', '空间不足', '300 MB');
    } finally {
      execFileSync('umount', [dataDir]);
    }
  });
});

describe('a data folder is used when its path', () => {
  test('has spaces, quotes and Chinese letters', async () => {
    dataDir = join(folder.path, `反诈 "数据" it's \\ 1`);
    const server = await startPostgres({ dataDir, unsafeForTests: true });
    expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
    await server.stop();
  });

  test('is too long for a socket, which then lies in a short private folder', async () => {
    dataDir = join(folder.path, 'x'.repeat(100));
    const server = await startPostgres({ dataDir, unsafeForTests: true });
    expect(server.urls.app.host.length).toBeLessThan(60);
    expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
    await server.stop();
    rmSync(server.urls.app.host, { recursive: true });
  });
});

function writeOurFolder(): void {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'lanzha-folder.json'), '{}');
}

function canMount(): boolean {
  if (!isRoot() || process.platform !== 'linux') return false;
  const place = makeTestFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place.path], { stdio: 'ignore' });
    execFileSync('umount', [place.path]);
    return true;
  } catch {
    return false;
  } finally {
    place.remove();
  }
}
