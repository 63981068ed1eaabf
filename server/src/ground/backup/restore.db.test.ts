import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { migrate } from '../db/index.ts';
import {
  attachPostgres,
  type DatabaseUrls,
  type OwnedPostgres,
  PostgresLaunchError,
  startPostgres,
} from '../postgres/index.ts';
import { ask, makeTestFolder } from '../postgres/testing.ts';
import { makeBackup, restoreBackup } from './index.ts';
import { archiveLog } from './wal-archive.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = makeTestFolder();
const dataDir = join(folder.path, 'data');
const target = join(folder.path, 'backups');
const unsafeForTests = true;
let server: OwnedPostgres;
let next = 0;
const fresh = () => join(folder.path, `restored-${next++}`);

async function now(url = server.urls.migrator): Promise<Date> {
  await sleep(20);
  const [moment] = (await ask(url, 'SELECT clock_timestamp()')) as Date[];
  await sleep(20);
  return moment!;
}

/** Rights of the superuser, in the database of the application. */
const above = ({ superuser, migrator }: DatabaseUrls) => ({ ...superuser, database: migrator.database });

const batch = (at: Date) =>
  ask(above(server.urls), "INSERT INTO signal_batch (at, key_id, count, sealed) VALUES ($1, 1, 3, '')", [at]);

beforeAll(async () => {
  server = await startPostgres({ dataDir, unsafeForTests });
  await migrate(server.urls.migrator);
  const urls = { superuser: server.urls.superuser, migrator: server.urls.migrator };
  await makeBackup({ ...urls, dataDir, target });
  await archiveLog(urls.superuser, target, false);
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

describe('the key file', () => {
  const keys = { isKeyFile: async () => false, opens: async () => true };

  test.each([
    ['missing', join(folder.path, 'no', 'vault.key'), '找不到'],
    ['a folder', folder.path, '是目录'],
    ['something else', join(import.meta.dirname, 'restore.ts'), '不是拦诈的密钥文件'],
  ])('that is %s stops the restore before anything is made', async (_, keyFile, why) => {
    const to = fresh();
    const attempt = restoreBackup({ from: target, dataDir: to, keyFile, keys, unsafeForTests });
    await expect(attempt).rejects.toThrow(new RegExp(`密钥文件 ${keyFile} ${why}.*还没有恢复任何东西`));
    expect(existsSync(to)).toBe(false);
  });

  test('that opens nothing of what came back is left out, and the rest stays; meanwhile nobody starts', async () => {
    const to = fresh();
    const keyFile = join(folder.path, 'foreign.key');
    writeFileSync(keyFile, 'of another installation');
    let meanwhile: Promise<unknown> | undefined;
    const restored = await restoreBackup({
      from: target,
      dataDir: to,
      keyFile,
      progress: () => {
        meanwhile ??= startPostgres({ dataDir: to, unsafeForTests }).catch((error: unknown) => error);
      },
      keys: { isKeyFile: async () => true, opens: async () => false },
      unsafeForTests,
    });
    expect(String(await meanwhile)).toContain('正在从备份恢复');
    expect(restored).toMatchObject({ hasKeys: false, keysForeign: true });
    expect(existsSync(join(to, 'keys', 'vault.key'))).toBe(false);
    await expect(restoreBackup({ from: target, dataDir: to, unsafeForTests })).rejects.toThrow('已有数据库');
  });
});

const script = `
const { existsSync } = await import('node:fs');
const { restoreBackup } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))});
const [when, from, dataDir] = process.argv.slice(1);
const die = () => process.kill(process.pid, 'SIGKILL');
if (when === 'replaying') setInterval(() => existsSync(dataDir + '/postgres/secrets.json') && die(), 1);
await restoreBackup({
  from, dataDir, unsafeForTests: true,
  progress: (done) => when === 'copying' && done === 100 && die(),
  log: ({ kind }) => when === kind && die(),
});
`;

/** A restore in a process of its own that is killed at some moment. */
async function killed(when: 'copying' | 'replaying' | 'ready', to: string): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, when, target, to], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

describe('a restore that was killed', () => {
  const other = join(folder.path, 'other');
  beforeAll(() => cpSync(target, other, { recursive: true }));

  test.each(['copying', 'replaying', 'ready'] as const)(
    'while %s leaves a folder that nothing starts from, and that is restored anew from the same backups only',
    async (when) => {
      const to = fresh();
      await killed(when, to);
      for (const start of [startPostgres, attachPostgres]) {
        const refusal = await start({ dataDir: to, unsafeForTests }).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(PostgresLaunchError);
        expect(String(refusal)).toContain(`目录 ${to} 的恢复没有做完。请删除这个目录,再恢复一次。`);
      }
      const fromOther = restoreBackup({ from: other, dataDir: to, unsafeForTests });
      await expect(fromOther).rejects.toThrow('的恢复没有做完');
      await restoreBackup({ from: target, dataDir: to, unsafeForTests });
      expect(existsSync(join(to, 'restoring.json'))).toBe(false);
      expect(readdirSync(join(to, 'postgres')).filter((name) => name.startsWith('cluster'))).toEqual([
        'cluster',
      ]);
      const restored = await startPostgres({ dataDir: to, unsafeForTests });
      const versions = await ask(restored.urls.app, 'SELECT count(*) > 20 FROM schema_migration');
      await restored.stop();
      expect(versions).toEqual([true]);
    },
  );
});

describe.skipIf(process.getuid?.() !== 0)('a disk', () => {
  const mounted = (size: string) => {
    const path = fresh();
    mkdirSync(path);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', path]);
    return {
      path,
      [Symbol.dispose]: () => void execFileSync('umount', ['-l', path]),
    };
  };

  test('that is too small is told before anything is copied', async () => {
    using disk = mounted('100m');
    const progress = vi.fn<() => void>();
    const attempt = restoreBackup({ from: target, dataDir: join(disk.path, 'data'), progress });
    await expect(attempt).rejects.toThrow(/空间不够:需要约 \d+\.\d GB,只剩 0\.0 GB/);
    expect(progress).not.toHaveBeenCalled();
  });

  test('that fills meanwhile is named', async () => {
    using disk = mounted('1g');
    const to = join(disk.path, 'data');
    const progress = () => void (existsSync(join(disk.path, 'x')) || fill(join(disk.path, 'x')));
    const fill = (file: string) => {
      try {
        for (;;) writeFileSync(file, Buffer.alloc(8 << 20), { flag: 'a' });
      } catch {}
    };
    const attempt = restoreBackup({ from: target, dataDir: to, progress });
    await expect(attempt).rejects.toThrow(`${to} 所在的磁盘满了`);
  });
});

describe('the moment', () => {
  test('is that of the newest record, whatever it is, and the refusals say what can be reached', async () => {
    const at = await now();
    await batch(at);
    await archiveLog(server.urls.superuser, target, true);
    const restored = await restoreBackup({ from: target, dataDir: fresh(), unsafeForTests });
    expect(restored).toMatchObject({ lastRecord: at, signals: 3, warnings: 0, otherLine: false });

    const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
    const late = restoreBackup({
      from: target,
      dataDir: fresh(),
      at: new Date('2090-01-01'),
      unsafeForTests,
    });
    await expect(late).rejects.toThrow(new RegExp(`^恢复不到 2090-01-01 .*那个时刻,约到 ${time}`));
    const early = restoreBackup({
      from: target,
      dataDir: fresh(),
      at: new Date('2020-01-01'),
      unsafeForTests,
    });
    await expect(early).rejects.toThrow(
      new RegExp(`^最早的备份完成于 ${time},恢复不到更早的 2020-01-01 .*日志约到 ${time}`),
    );
  });

  test('on a line that was left is told from the same moment on the newer one', async () => {
    await batch(await now());
    const fork = await now();
    await batch(await now());
    const left = await now();
    await archiveLog(server.urls.superuser, target, true);
    const second = fresh();
    await restoreBackup({ from: target, dataDir: second, at: fork, unsafeForTests });
    const mixed = join(folder.path, 'mixed');
    cpSync(target, mixed, { recursive: true, preserveTimestamps: true });
    const own = join(folder.path, 'own');
    const served = await startPostgres({ dataDir: second, unsafeForTests });
    await makeBackup({
      superuser: served.urls.superuser,
      migrator: served.urls.migrator,
      dataDir: second,
      target: own,
    });
    await ask(above(served.urls), "INSERT INTO signal_batch (key_id, count, sealed) VALUES (1, 1, '')");
    await archiveLog(served.urls.superuser, own, true);
    await served.stop();
    cpSync(join(own, 'log'), join(mixed, 'log'), {
      recursive: true,
      preserveTimestamps: true,
      force: false,
    });
    const back = (at: Date) => restoreBackup({ from: mixed, dataDir: fresh(), at, unsafeForTests });
    expect((await back(left)).otherLine).toBe(true);
    expect((await back(fork)).otherLine).toBe(false);
  });

  test('is not said to be reached when what came back is later', async () => {
    await ask(
      above(server.urls),
      "INSERT INTO audit_record (at, event, ok) VALUES ('2080-01-01', 'test', true)",
    );
    const at = await now();
    await batch(await now());
    await archiveLog(server.urls.superuser, target, true);
    const to = fresh();
    await expect(restoreBackup({ from: target, dataDir: to, at, unsafeForTests })).rejects.toThrow(
      /没有恢复到 .*最后一条记录在 2080-01-01 /,
    );
    await expect(startPostgres({ dataDir: to, unsafeForTests })).rejects.toThrow('的恢复没有做完');
    expect(JSON.parse(readFileSync(join(to, 'restoring.json'), 'utf8'))).toMatchObject({ from: target });
  });
});
