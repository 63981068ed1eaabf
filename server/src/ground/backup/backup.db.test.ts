import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { migrate } from '../db/index.ts';
import { type OwnedPostgres, startPostgres } from '../postgres/index.ts';
import { ask, makeTestFolder } from '../postgres/testing.ts';
import { connect } from './connect.ts';
import {
  copyKeys,
  forgetBackups,
  listBackups,
  makeBackup,
  openBackupKeeper,
  restoreBackup,
} from './index.ts';
import { archiveLog } from './wal-archive.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = makeTestFolder();
const dataDir = join(folder.path, 'data');
const target = join(folder.path, 'backups');
const unsafeForTests = true;
let server: OwnedPostgres;
let next = 0;
/** Restored as far as the log went, at the end of the second test. */
const later = join(folder.path, 'later');
const fresh = () => join(folder.path, `restored-${next++}`);

const insert = (text: string) => ask(server.urls.migrator, 'INSERT INTO told (text) VALUES ($1)', [text]);
const backup = (keep?: number) =>
  makeBackup({
    superuser: server.urls.superuser,
    migrator: server.urls.migrator,
    dataDir,
    target,
    ...(keep === undefined ? {} : { keep }),
  });

/** What stands in the table of a restored folder. */
async function told(in_: string): Promise<unknown[]> {
  const restored = await startPostgres({ dataDir: in_, unsafeForTests });
  try {
    return await ask(restored.urls.migrator, 'SELECT text FROM told ORDER BY id');
  } finally {
    await restored.stop();
  }
}

beforeAll(async () => {
  server = await startPostgres({ dataDir, unsafeForTests });
  await migrate(server.urls.migrator);
  await ask(server.urls.migrator, 'CREATE TABLE told (id integer GENERATED ALWAYS AS IDENTITY, text text)');
  await mkdir(join(dataDir, 'files', 'kept'), { recursive: true });
  writeFileSync(join(dataDir, 'files', 'kept', 'upload'), 'sealed bytes');
  await mkdir(join(dataDir, 'keys'), { recursive: true });
  writeFileSync(join(dataDir, 'keys', 'vault.key'), 'the key');
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

test('a backup of a database under load comes back whole: rows, files, no keys', async () => {
  await insert('before');
  let busy = true;
  const load = (async () => {
    while (busy)
      await ask(
        server.urls.migrator,
        "INSERT INTO told (text) SELECT repeat('x', 500) FROM generate_series(1, 200)",
      );
  })();
  const { manifest } = await backup();
  busy = false;
  await load;
  expect(manifest.others.map(({ path }) => path)).toEqual(['files/kept/upload']);

  const to = fresh();
  const restored = await restoreBackup({ from: target, dataDir: to, unsafeForTests });
  expect(restored.hasKeys).toBe(false);
  expect(readFileSync(join(to, 'files', 'kept', 'upload'), 'utf8')).toBe('sealed bytes');
  expect((await told(to))[0]).toBe('before');
});

test('goes back to the moment before a mistake, from the log alone', async () => {
  await archiveLog(server.urls.superuser, target, false);
  await backup();
  await insert('good work');
  await sleep(50);
  const [moment] = (await ask(server.urls.migrator, 'SELECT clock_timestamp()')) as Date[];
  await sleep(50);
  await ask(server.urls.migrator, 'DELETE FROM told');
  await insert('after the mistake');
  await archiveLog(server.urls.superuser, target, true);

  const to = fresh();
  const keyFile = await copyKeys(join(dataDir, 'keys', 'vault.key'), join(folder.path, 'safe'), target);
  const { hasKeys } = await restoreBackup({ from: target, dataDir: to, at: moment, keyFile, unsafeForTests });
  expect(hasKeys).toBe(true);
  expect((await told(to)).at(-1)).toBe('good work');

  await restoreBackup({ from: target, dataDir: later, unsafeForTests });
  expect(await told(later)).toEqual(['after the mistake']);
});

test('a restored folder is an ordinary one: it starts again, takes data and is backed up itself', async () => {
  const again = await startPostgres({ dataDir: later, unsafeForTests });
  try {
    await ask(again.urls.migrator, "INSERT INTO told (text) VALUES ('second life')");
    const own = join(folder.path, 'own');
    const urls = { superuser: again.urls.superuser, migrator: again.urls.migrator };
    await makeBackup({ ...urls, dataDir: later, target: own });
    const third = fresh();
    await restoreBackup({ from: own, dataDir: third, unsafeForTests });
    expect((await told(third)).at(-1)).toBe('second life');
  } finally {
    await again.stop();
  }
});

test('says so when the moment lies before the first backup or after the end of the log', async () => {
  const early = restoreBackup({ from: target, dataDir: fresh(), at: new Date('2020-01-01'), unsafeForTests });
  await expect(early).rejects.toThrow('最早的备份完成于');
  const late = restoreBackup({ from: target, dataDir: fresh(), at: new Date('2090-01-01'), unsafeForTests });
  await expect(late).rejects.toThrow('日志没有到那个时刻');
});

test('never writes over a database, nor between the files of others, nor below the data itself', async () => {
  await expect(restoreBackup({ from: target, dataDir, unsafeForTests })).rejects.toThrow('已有数据库');
  await expect(restoreBackup({ from: dataDir, dataDir: fresh() })).rejects.toThrow('不是拦诈的备份目录');
  const urls = { superuser: server.urls.superuser, migrator: server.urls.migrator, dataDir };
  await expect(makeBackup({ ...urls, target: join(dataDir, 'copies') })).rejects.toThrow('数据目录里面');
  await expect(makeBackup({ ...urls, target: folder.path })).rejects.toThrow('有别的文件');
  await expect(copyKeys(join(dataDir, 'keys', 'vault.key'), join(target, 'keys'), target)).rejects.toThrow(
    '密钥不能',
  );
});

test('a damaged or missing file of the backup is named, and nothing half is left', async () => {
  const one = (await listBackups(target)).at(-1)!;
  const control = join(one.folder, 'cluster', 'global', 'pg_control.zst');
  const good = readFileSync(control);
  writeFileSync(
    control,
    Buffer.concat([good.subarray(0, 40), Buffer.from([good[40]! ^ 1]), good.subarray(41)]),
  );
  const to = fresh();
  await expect(restoreBackup({ from: target, dataDir: to, unsafeForTests })).rejects.toThrow('pg_control');
  expect(readdirSync(join(to, 'postgres')).filter((name) => name.startsWith('cluster'))).toEqual([]);
  await rm(control);
  await expect(restoreBackup({ from: target, dataDir: fresh(), unsafeForTests })).rejects.toThrow(
    '缺失或已损坏',
  );
  writeFileSync(control, good);
});

test('keeps as many as asked for; what only the dropped ones needed goes with them', async () => {
  const attempt = join(target, 'backups', '20200101T000000Z');
  await mkdir(attempt);
  await backup(2);
  expect(existsSync(attempt)).toBe(false);
  const kept = await listBackups(target);
  expect(kept).toHaveLength(2);
  const first = kept[0]!.manifest.firstSegment;
  const segments = readdirSync(join(target, 'log')).filter((name) => /^[0-9A-F]{24}/.test(name));
  expect(segments.every((name) => name.slice(0, 24) >= first)).toBe(true);
  const restored = await restoreBackup({ from: target, dataDir: fresh(), unsafeForTests });
  expect(restored.backup).toBe(kept[1]!.name);
  await forgetBackups(server.urls.superuser);
  expect(await ask(server.urls.superuser, 'SELECT slot_name FROM pg_replication_slots')).toEqual([]);
});

test('while the application serves, the first backup is made at once and the log follows', async () => {
  const kept = join(folder.path, 'kept');
  const errors: unknown[] = [];
  const made: string[] = [];
  const urls = { superuser: server.urls.superuser, migrator: server.urls.migrator };
  const keeper = openBackupKeeper({
    ...urls,
    dataDir,
    target: kept,
    keep: 2,
    every: 100,
    onBackup: (name) => made.push(name),
    onError: (error) => errors.push(error),
  });
  await vi.waitFor(() => expect({ made: made.length, errors }).toEqual({ made: 1, errors: [] }), {
    timeout: 60_000,
  });
  await insert('after the backup');
  const [segment] = await ask(server.urls.superuser, 'SELECT pg_walfile_name(pg_switch_wal())');
  await vi.waitFor(() => expect(existsSync(join(kept, 'log', `${segment}.zst`))).toBe(true), {
    timeout: 30_000,
  });
  await keeper.stop();
  expect(errors).toEqual([]);
  expect(made).toHaveLength(1);
  const to = fresh();
  await restoreBackup({ from: kept, dataDir: to, unsafeForTests });
  expect((await told(to)).at(-1)).toBe('after the backup');
});

test('one backup at a time', async () => {
  const other = await connect(server.urls.superuser);
  await other.query("SELECT pg_create_physical_replication_slot('lanzha_backup', true, true)");
  await expect(backup()).rejects.toThrow('另一次备份正在进行');
  await other.end();
});
