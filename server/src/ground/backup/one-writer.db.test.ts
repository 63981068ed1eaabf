import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { migrate } from '../db/index.ts';
import { type OwnedPostgres, startPostgres } from '../postgres/index.ts';
import { ask, makeTestFolder } from '../postgres/testing.ts';
import { makeBackup, openBackupKeeper, restoreBackup } from './index.ts';
import { BackupError, placesIn } from './manifest.ts';
import { claimTarget, explained } from './target.ts';
import { archiveLog } from './wal-archive.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const folder = makeTestFolder();
const unsafeForTests = true;
interface System extends OwnedPostgres {
  readonly dataDir: string;
}
let first: System;
/** Two copies of the first one, of the same timeline. */
let copies: [System, System];
let next = 0;
const fresh = (name: string) => join(folder.path, `${name}-${next++}`);

async function start(dataDir: string): Promise<System> {
  return { ...(await startPostgres({ dataDir, unsafeForTests })), dataDir };
}
const partsOf = ({ urls, dataDir }: System, target: string) => ({
  superuser: urls.superuser,
  migrator: urls.migrator,
  dataDir,
  target,
});
const write = ({ urls }: System, text: string) =>
  ask(urls.migrator, 'INSERT INTO told (text) VALUES ($1)', [text]);

/** A running keeper, and what it said. */
function keep(system: System, target: string, every = 60_000) {
  const made: string[] = [];
  const errors: string[] = [];
  const keeper = openBackupKeeper({
    ...partsOf(system, target),
    keep: 2,
    every,
    onBackup: (name) => made.push(name),
    onError: (error) => errors.push(String(error)),
  });
  const firstBackup = () =>
    vi.waitFor(() => expect({ made: made.length, errors }).toEqual({ made: 1, errors: [] }), 60_000);
  return { made, errors, firstBackup, stop: () => keeper.stop() };
}
const allOf = (target: string) =>
  readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [path, readFileSync(path).toString('base64')]);

beforeAll(async () => {
  first = await start(fresh('data'));
  await migrate(first.urls.migrator);
  await ask(first.urls.migrator, 'CREATE TABLE told (id integer GENERATED ALWAYS AS IDENTITY, text text)');
  const from = fresh('origin');
  await makeBackup(partsOf(first, from));
  const restored = async () => {
    const dataDir = fresh('copy');
    await restoreBackup({ from, dataDir, unsafeForTests });
    return start(dataDir);
  };
  copies = await Promise.all([restored(), restored()]);
});
afterAll(async () => {
  await Promise.all([first, ...(copies ?? [])].map((one) => one?.stop()));
  folder.remove();
});

describe('two copies of one database in one folder', () => {
  test('the second may not write over log of the first, nor leave its own out', async () => {
    const target = fresh('target');
    const [one, other] = copies;
    await makeBackup(partsOf(one, target));
    await write(one, 'only here');
    await archiveLog(one.urls.superuser, target, true);
    const before = allOf(target);
    const refusal = /已有同名的数据库日志 .*请另指定一个空目录/;
    await write(other, 'only there');
    await expect(archiveLog(other.urls.superuser, target, true)).rejects.toThrow(refusal);
    await expect(archiveLog(other.urls.superuser, target, true)).rejects.toThrow(refusal);
    expect(allOf(target)).toEqual(before);
    const compared = new Map<string, string>();
    await archiveLog(one.urls.superuser, target, true, compared);
    expect(compared.size).toBeGreaterThan(0);
    await archiveLog(one.urls.superuser, target, true, compared);
  });

  test('while one is there the other is refused, by its service and by hand; not its own backup by hand', async () => {
    const target = fresh('target');
    const [other] = copies;
    const { writer } = placesIn(target);
    const service = keep(first, target);
    await service.firstBackup();
    expect(existsSync(writer)).toBe(true);
    const refusal = /这个备份目录正由另一份系统使用\(主机 .+ 起\)。试恢复的那一份启动时不要给 --backup-to。/;
    await expect(makeBackup(partsOf(other, target))).rejects.toThrow(refusal);
    const second = keep(other, target);
    await vi.waitFor(() => expect(second.errors).toHaveLength(1), 30_000);
    expect(second.errors[0]).toMatch(refusal);
    await second.stop();
    expect(second.made).toEqual([]);
    await makeBackup(partsOf(first, target));
    expect(existsSync(writer)).toBe(true);
    await service.stop();
    expect(service.errors).toEqual([]);
    expect(existsSync(writer)).toBe(false);
    await makeBackup(partsOf(other, target));
    expect(existsSync(writer)).toBe(false);
  });

  test('what a crash left counts for three minutes, and for its own data folder not at all', async () => {
    const target = fresh('target');
    await makeBackup(partsOf(first, target));
    const { writer } = placesIn(target);
    const crashed = JSON.stringify({ id: 'another', host: 'old', since: '2026-01-02T03:04:05.000Z' });
    const seen = (milliseconds: number) => {
      writeFileSync(writer, crashed);
      const at = new Date(Date.now() - milliseconds);
      utimesSync(writer, at, at);
    };
    seen(170_000);
    await expect(makeBackup(partsOf(first, target))).rejects.toThrow('主机 old');
    expect(readFileSync(writer, 'utf8')).toBe(crashed);
    seen(190_000);
    const service = keep(first, target);
    await vi.waitFor(() => expect(readFileSync(writer, 'utf8')).not.toBe(crashed), 30_000);
    await service.stop();
    expect(service.errors).toEqual([]);
    const { id } = JSON.parse(readFileSync(join(first.dataDir, 'backup-writer.json'), 'utf8')) as {
      id: string;
    };
    writeFileSync(writer, JSON.stringify({ id, host: 'here', since: new Date().toISOString() }));
    const again = keep(first, target);
    await vi.waitFor(() => expect(readFileSync(writer, 'utf8')).not.toContain('"here"'), 30_000);
    await again.stop();
    expect(again.errors).toEqual([]);
    expect(existsSync(writer)).toBe(false);
  });
});

describe('a disk that is not there', () => {
  const vanished = '备份目录里的标记不见了:备份磁盘可能没有接上。';

  test('its empty folder is not filled, by this start nor the next; back again, it goes on', async () => {
    const target = fresh('target');
    const service = keep(first, target, 100);
    await service.firstBackup();
    const disk = fresh('disk');
    renameSync(target, disk);
    await mkdir(target);
    await vi.waitFor(() => expect(service.errors.at(-1)).toContain(vanished), 30_000);
    await service.stop();
    // A round that was under way may have left an empty folder, never a new beginning.
    expect(readdirSync(target).filter((name) => name !== 'log')).toEqual([]);
    await rm(target, { recursive: true });
    await mkdir(target);
    const later = keep(first, target, 100);
    await vi.waitFor(() => expect(later.errors.length).toBeGreaterThan(1), 30_000);
    expect(new Set(later.errors)).toEqual(new Set([`BackupError: ${vanished}`]));
    expect(readdirSync(target)).toEqual([]);
    await rm(target, { recursive: true });
    const before = later.errors.length;
    await vi.waitFor(() => expect(later.errors.length).toBeGreaterThan(before + 1), 30_000);
    expect(existsSync(target)).toBe(false);
    renameSync(disk, target);
    await write(first, 'meanwhile');
    const [segment] = await ask(first.urls.superuser, 'SELECT pg_walfile_name(pg_switch_wal())');
    await vi.waitFor(() => expect(existsSync(join(target, 'log', `${segment}.zst`))).toBe(true), 30_000);
    await later.stop();
    expect(later.made).toEqual([]);
  });

  test('taken away in the midst of a claim: nothing begins anew in what stands in its place', async () => {
    const [target, dataDir, disk] = [fresh('target'), fresh('no-data'), fresh('disk')];
    const { mark } = placesIn(target);
    await claimTarget({ target, dataDir }, '1');
    for (let round = 0; round < 300; round++) {
      const claim = claimTarget({ target, dataDir, claimed: true }, '1').catch((error: unknown) => error);
      const until = performance.now() + (round % 60) / 100;
      while (performance.now() < until) await setImmediate();
      renameSync(target, disk);
      mkdirSync(target);
      const outcome = await claim;
      expect(outcome === undefined || outcome instanceof BackupError, String(outcome)).toBe(true);
      expect(existsSync(mark)).toBe(false);
      rmSync(target, { recursive: true });
      renameSync(disk, target);
    }
  });

  test('by hand: a folder whose parent is missing is not made', async () => {
    const parent = fresh('away');
    await expect(makeBackup(partsOf(first, join(parent, 'backups')))).rejects.toThrow(
      `目录 ${parent} 不存在:备份磁盘可能没有接上。`,
    );
    expect(existsSync(parent)).toBe(false);
  });

  test('a full or read-only one is named in a sentence, other faults are not blamed on it', () => {
    const failure = (code: string, path?: string) =>
      Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) });
    expect(String(explained(failure('ENOSPC'), '/mnt/b'))).toContain('备份磁盘满了:/mnt/b');
    for (const code of ['EROFS', 'EACCES', 'EPERM'])
      expect(String(explained(failure(code, '/mnt/b/log/x'), '/mnt/b'))).toContain(
        '备份目录 /mnt/b 不能写。',
      );
    const elsewhere = failure('EACCES', '/mnt/bb/x');
    expect(explained(elsewhere, '/mnt/b')).toBe(elsewhere);
  });
});

test('an orderly stop copies what was written last', async () => {
  const target = fresh('target');
  const service = keep(first, target);
  await service.firstBackup();
  await write(first, 'the last word');
  await service.stop();
  expect(service.errors).toEqual([]);
  const dataDir = fresh('elsewhere');
  await restoreBackup({ from: target, dataDir, unsafeForTests });
  const restored = await start(dataDir);
  try {
    expect((await ask(restored.urls.migrator, 'SELECT text FROM told ORDER BY id')).at(-1)).toBe(
      'the last word',
    );
  } finally {
    await restored.stop();
  }
});
