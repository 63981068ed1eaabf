import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { smallCounty } from '../../testing/county.ts';
import { migrate } from '../db/index.ts';
import { type OwnedPostgres, startPostgres } from '../postgres/index.ts';
import { ask, makeTestFolder } from '../postgres/testing.ts';
import { connect } from './connect.ts';
import { listBackups, makeBackup, openBackupKeeper, restoreBackup } from './index.ts';
import { positionOf } from './segments.ts';
import { archiveLog } from './wal-archive.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = makeTestFolder();
const dataDir = join(folder.path, 'data');
const otherDir = join(folder.path, 'other');
const unsafeForTests = true;
let server: OwnedPostgres;
let other: OwnedPostgres;
let unit: string;
let next = 0;
const fresh = (name: string) => join(folder.path, `${name}-${next++}`);
const madeOnce = fresh('target');
/** A folder with a backup of the server, for whom it does not matter when that was made. */
function backedUp(): string {
  const target = fresh('target');
  cpSync(madeOnce, target, { recursive: true, preserveTimestamps: true });
  return target;
}
const keepingOf = ({ urls }: OwnedPostgres, data: string, target: string) => ({
  superuser: urls.superuser,
  migrator: urls.migrator,
  dataDir: data,
  target,
});

beforeAll(async () => {
  [server, other] = await Promise.all([
    startPostgres({ dataDir, unsafeForTests }),
    startPostgres({ dataDir: otherDir, unsafeForTests }),
  ]);
  await Promise.all([migrate(server.urls.migrator), migrate(other.urls.migrator)]);
  unit = (await smallCounty(server.urls.migrator)).center;
  await makeBackup(keepingOf(server, dataDir, madeOnce));
});
afterAll(async () => {
  await Promise.all([server.stop(), other.stop()]);
  folder.remove();
});

/** As an upload leaves it: a row, and bytes in their place. */
async function upload(): Promise<string> {
  const id = randomUUID();
  const at = join(dataDir, 'files', 'kept', id.slice(-2));
  await mkdir(at, { recursive: true });
  writeFileSync(join(at, id), randomBytes(1_000));
  await ask(
    server.urls.migrator,
    `INSERT INTO file_blob (id, unit_id, place_code, address, bytes, type, state, key_id, sealed)
     VALUES ($1, $2, '330206', gen_random_uuid(), 1, 'text/plain', 'clean', 1, 'x')`,
    [id, unit],
  );
  return id;
}
const bytesOf = (data: string, id: string) => readFileSync(join(data, 'files', 'kept', id.slice(-2), id));

describe('a folder that holds the backups of another database', () => {
  const refusal = /另一个数据库的备份.*请另指定一个空目录/;

  test('is refused before every backup and every copy of the log, and nothing of it changes', async () => {
    const target = backedUp();
    const before = readdirSync(target, { recursive: true }).sort();
    await expect(makeBackup(keepingOf(other, otherDir, target))).rejects.toThrow(refusal);
    await expect(archiveLog(other.urls.superuser, target, true)).rejects.toThrow(refusal);
    const errors: unknown[] = [];
    const keeper = openBackupKeeper({
      ...keepingOf(other, otherDir, target),
      keep: 1,
      onBackup: (name) => errors.push(name),
      onError: (error) => errors.push(error),
    });
    await vi.waitFor(() => expect(errors).toHaveLength(1), 30_000);
    await keeper.stop();
    expect(String(errors[0])).toMatch(refusal);
    expect(readdirSync(target, { recursive: true }).sort()).toEqual(before);
    await makeBackup(keepingOf(server, dataDir, target));
  });

  test('is known also when an older release made it: by its backups, and by the log alone', async () => {
    const target = backedUp();
    const mark = join(target, 'lanzha-backup.json');
    const asBefore = () => writeFileSync(mark, '{"program":"lanzha","format":1}\n');
    asBefore();
    await expect(makeBackup(keepingOf(other, otherDir, target))).rejects.toThrow(refusal);
    rmSync(join(target, 'backups'), { recursive: true });
    await expect(makeBackup(keepingOf(other, otherDir, target))).rejects.toThrow(refusal);
    const { manifest } = await makeBackup(keepingOf(server, dataDir, target));
    expect(JSON.parse(await readFile(mark, 'utf8'))).toMatchObject({ system: manifest.system });
    asBefore();
    await archiveLog(server.urls.superuser, target, false);
    expect(JSON.parse(await readFile(mark, 'utf8'))).toMatchObject({ system: manifest.system });
  });
});

describe('uploads', () => {
  test('are copied in each round, and come back with the log of the same round', async () => {
    const target = fresh('target');
    const made: string[] = [];
    const errors: unknown[] = [];
    const before = await upload();
    const keeper = openBackupKeeper({
      ...keepingOf(server, dataDir, target),
      keep: 2,
      every: 100,
      onBackup: (name) => made.push(name),
      onError: (error) => errors.push(error),
    });
    await vi.waitFor(() => expect({ made: made.length, errors }).toEqual({ made: 1, errors: [] }), 60_000);
    const after = await upload();
    const [segment] = await ask(server.urls.superuser, 'SELECT pg_walfile_name(pg_switch_wal())');
    await vi.waitFor(() => {
      expect(existsSync(join(target, 'log', `${segment}.zst`))).toBe(true);
      expect(readdirSync(join(target, 'uploads'), { recursive: true }).join()).toContain(after);
    }, 30_000);
    await keeper.stop();
    expect(errors).toEqual([]);
    expect(made).toHaveLength(1);
    const listed = (await listBackups(target))[0]!.manifest.others.map(({ path }) => path);
    expect(listed.some((path) => path.endsWith(after))).toBe(false);

    const to = fresh('restored');
    const restored = await restoreBackup({ from: target, dataDir: to, unsafeForTests });
    expect(restored.missingFiles).toBe(0);
    for (const id of [before, after]) expect(bytesOf(to, id)).toEqual(bytesOf(dataDir, id));
  });

  test('that did not come back are counted; a damaged copy of one stops nobody', async () => {
    const target = fresh('target');
    await makeBackup(keepingOf(server, dataDir, target));
    const [lost, damaged] = [await upload(), await upload()];
    const later = await makeBackup(keepingOf(server, dataDir, fresh('elsewhere')));
    expect(later.manifest.others.length).toBeGreaterThan(2);
    await archiveLog(server.urls.superuser, target, true);
    const note = join(target, 'uploads', damaged.slice(-2), `${damaged}.1000.${'0'.repeat(64)}`);
    await mkdir(join(target, 'uploads', damaged.slice(-2)), { recursive: true });
    writeFileSync(note, '');
    const to = fresh('restored');
    const restored = await restoreBackup({ from: target, dataDir: to, unsafeForTests });
    expect(restored.missingFiles).toBe(2);
    for (const id of [lost, damaged]) expect(() => bytesOf(to, id)).toThrow();
  });

  test('are not copied anew every night, unless the copy is gone', async () => {
    const target = fresh('target');
    const id = await upload();
    const contents = join(target, 'contents');
    const listed = async () =>
      (await makeBackup({ ...keepingOf(server, dataDir, target), keep: 1 })).manifest.others.find(
        ({ path }) => path.endsWith(id),
      );
    const first = await listed();
    const copy = join(contents, first!.sha256.slice(0, 2), `${first!.sha256}.zst`);
    const { mtimeMs } = statSync(copy);
    expect(await listed()).toEqual(first);
    expect(statSync(copy).mtimeMs).toBe(mtimeMs);
    await rm(copy);
    expect(await listed()).toEqual(first);
    expect(existsSync(copy)).toBe(true);
  });
});

describe('what else lies in the data folder', () => {
  test('the key file is never copied, wherever it lies; nor what nobody knows', async () => {
    const places = ['vault.key', 'anchors/vault.key', 'secrets/mail.txt', 'tls.pem'];
    for (const path of [...places, 'anchors/audit-anchors.ndjson', 'drill-truth.ndjson']) {
      await mkdir(join(dataDir, path, '..'), { recursive: true });
      writeFileSync(join(dataDir, path), `content of ${path}`);
    }
    for (const key of places.slice(0, 2)) {
      const keyFile = join(dataDir, key);
      const { manifest } = await makeBackup({ ...keepingOf(server, dataDir, fresh('target')), keyFile });
      const paths = manifest.others.map(({ path }) => path);
      expect(paths).not.toContain(key);
      for (const path of ['secrets/mail.txt', 'tls.pem']) expect(paths).not.toContain(path);
      for (const path of ['anchors/audit-anchors.ndjson', 'drill-truth.ndjson'])
        expect(paths).toContain(path);
    }
  });
});

describe('a log segment', () => {
  test('that is inserted into but not on the disk yet is copied once it is, and then whole', async () => {
    const target = backedUp();
    const client = await connect(server.urls.superuser);
    const at = async (what: 'insert' | 'flush') => {
      const { rows } = await client.query<{ lsn: string }>(
        `SELECT pg_current_wal_${what}_lsn()::text AS lsn`,
      );
      return positionOf(rows[0]!.lsn) / segmentBytes;
    };
    const emit = (bytes: number) =>
      client.query("SELECT pg_logical_emit_message(false, 'test', repeat('x', $1))", [bytes]);
    const segmentBytes = 16n * 1024n * 1024n;
    const [writer] = await ask(
      server.urls.superuser,
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'",
    );
    await client.query('SELECT pg_switch_wal()');
    await emit(15_900_000);
    await client.query('CHECKPOINT');
    process.kill(Number(writer), 'SIGSTOP');
    try {
      await emit(1_200_000);
      expect(await at('insert')).toBe((await at('flush')) + 1n);
      const [name] = await ask(server.urls.superuser, 'SELECT pg_walfile_name(pg_current_wal_flush_lsn())');
      const copy = join(target, 'log', `${name}.zst`);
      await archiveLog(server.urls.superuser, target, false);
      expect(await at('insert')).toBe((await at('flush')) + 1n); // still so
      expect(existsSync(copy)).toBe(false);
      await client.query('CHECKPOINT');
      await archiveLog(server.urls.superuser, target, false);
      const [cluster] = await ask(server.urls.superuser, "SELECT current_setting('data_directory')");
      expect(zstdDecompressSync(readFileSync(copy))).toEqual(
        readFileSync(join(String(cluster), 'pg_wal', String(name))),
      );
    } finally {
      process.kill(Number(writer), 'SIGCONT');
      await client.end();
    }
  });

  test('that is closed by hand is copied at once, although nothing follows', async () => {
    const target = backedUp();
    await ask(server.urls.superuser, "SELECT pg_logical_emit_message(true, 'test', 'x')");
    const [segment] = await ask(server.urls.superuser, 'SELECT pg_walfile_name(pg_current_wal_insert_lsn())');
    await archiveLog(server.urls.superuser, target, true);
    expect(existsSync(join(target, 'log', `${segment}.zst`))).toBe(true);
  });
});
