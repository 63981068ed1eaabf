import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationFinding, ScheduledJob, SystemJob } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { readConfig } from '../../ground/config/index.ts';
import { machine, openDb } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { readFindings, readGauges } from './index.ts';

const database = await testDatabase();
const owner = openDb(database.migrator, { max: 1 });
let app: TestApp;
let admin: Browser;
let officer: Browser;

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  await addAccount(app.db, { username: 'admin', unit: centre, roles: ['system_admin'] });
  await addAccount(app.db, { username: 'officer', unit: centre, roles: ['duty_officer'] });
  [admin, officer] = [new Browser(app), new Browser(app)];
  await admin.signIn('admin');
  await officer.signIn('officer');
});
afterAll(async () => {
  await app.close();
  await owner.close();
});

const stateOf = async () => {
  const config = readConfig({ data: tmpdir() }, {});
  const looked = {
    db: app.db,
    config,
    webRoot: '/nowhere',
    folders: [tmpdir()],
    serving: true,
    now: new Date(),
  };
  const found = await readFindings(looked);
  return new Map(found.map((finding) => [finding.check, finding]));
};

describe('the findings', () => {
  test('are for the system administrator alone', async () => {
    const state = await admin.get<{ findings: OperationFinding[] }>('/operation/state');
    expect(state.status).toBe(200);
    expect(state.body.findings).toHaveLength(18);
    expect(state.body.findings.find(({ check }) => check === 'database')?.level).toBe('bad'); // tests run without fsync
    for (const path of ['/operation/state', '/operation/jobs']) {
      expect((await officer.get(path)).status).toBe(403);
      expect((await new Browser(app).get(path)).status).toBe(401);
    }
  });

  test('say what to do about everything that is not well, in both languages', async () => {
    for (const { level, text, todo } of (await stateOf()).values()) {
      expect([text.zh, text.en].every((words) => words.length > 3)).toBe(true);
      if (level !== 'ok') expect(todo?.zh.length).toBeGreaterThan(5);
    }
  });

  test('a database that is behind, or ahead, says so', async () => {
    expect((await stateOf()).get('schema')?.level).toBe('ok');
    await owner.pool.query(
      "INSERT INTO schema_migration (version, name, digest) VALUES (9999, '9999-later.sql', '')",
    );
    expect((await stateOf()).get('schema')).toMatchObject({
      level: 'bad',
      text: { zh: expect.stringContaining('9999-later.sql') },
    });
    await owner.pool.query('DELETE FROM schema_migration WHERE version = 9999');
    const { rows } = await owner.pool.query<{ name: string }>(
      'DELETE FROM schema_migration WHERE version = (SELECT max(version) FROM schema_migration) RETURNING version, name, digest',
    );
    expect((await stateOf()).get('schema')?.level).toBe('bad');
    await owner.pool.query(
      'INSERT INTO schema_migration SELECT * FROM json_populate_record(NULL::schema_migration, $1)',
      [JSON.stringify({ ...rows[0], at: new Date() })],
    );
  });

  test('accounts that nobody used for a month, and parameters nobody checked, are counted', async () => {
    await owner.pool.query(
      "UPDATE person SET created_at = now() - interval '31 days', last_seen_at = NULL WHERE username = 'officer'",
    );
    const state = await stateOf();
    expect(state.get('accounts')?.text.zh).toContain('1 个账户');
    expect(state.get('params')?.level).toBe('warn');
  });

  test('a disk that fills says for how many days it lasts', async () => {
    await owner.pool.query(
      "INSERT INTO disk_sample (at, free_bytes, database_bytes) VALUES (now() - interval '2 days', 1e15, 0)",
    );
    expect((await stateOf()).get('disk')).toMatchObject({
      level: 'warn',
      text: { zh: expect.stringContaining('还够 0 天') },
    });
    await owner.pool.query('DELETE FROM disk_sample');
  });

  test('attachments whose bytes are not in the data folder are counted', async () => {
    expect((await stateOf()).get('files')?.level).toBe('ok');
    await owner.pool.query(
      `INSERT INTO file_blob (id, unit_id, place_code, address, bytes, type, state, key_id, sealed)
       SELECT gen_random_uuid(), id, place_code, gen_random_uuid(), 1, 'text/plain', 'clean', 1, '' FROM unit LIMIT 1`,
    );
    expect((await stateOf()).get('files')).toMatchObject({
      level: 'bad',
      text: { zh: expect.stringContaining('有 1 份') },
    });
    await owner.pool.query('DELETE FROM file_blob');
  });

  test('what cannot be looked at is a finding, not a failure', async () => {
    await owner.pool.query('ALTER TABLE delivery RENAME TO delivery_away');
    expect((await stateOf()).get('deliveries')).toMatchObject({
      level: 'bad',
      text: { zh: expect.stringContaining('42P01') },
    });
    await owner.pool.query('ALTER TABLE delivery_away RENAME TO delivery');
  });

  /** A folder with a backup that ended a minute ago. */
  function backedUp(disk: string): string {
    const target = mkdtempSync(join(disk, 'lanzha-backup-'));
    const at = new Date(Date.now() - 60_000).toISOString();
    const name = `${at.replace(/[-:]|\.\d+/g, '')}`;
    mkdirSync(join(target, 'backups', name), { recursive: true });
    const segment = '0'.repeat(24);
    const ofNothing = { label: '', tablespaces: '', folders: [], cluster: [], others: [] };
    const of = { format: 1, postgres: '18', schema: 1, system: '1', startedAt: at, finishedAt: at };
    writeFileSync(
      join(target, 'backups', name, 'manifest.json'),
      JSON.stringify({ ...of, ...ofNothing, firstSegment: segment, lastSegment: segment }),
    );
    return target;
  }
  const backupAt = async (backupTo: string, now = new Date()) => {
    const config = readConfig({ data: tmpdir(), backupTo }, {});
    const looked = { db: app.db, config, webRoot: '/', folders: [tmpdir()], serving: true, now };
    return (await readFindings(looked)).find(({ check }) => check === 'backup');
  };

  test('a backup on the disk of the data is warned of, one that is too old is bad wherever it lies', async () => {
    const target = backedUp(tmpdir());
    try {
      expect(await backupAt(target)).toMatchObject({
        level: 'warn',
        text: { zh: '备份目录和数据在同一块磁盘上：磁盘一坏，两份一起丢' },
        todo: { zh: '请换到另一块磁盘' },
      });
      expect((await backupAt(target, new Date(Date.now() + 2 * 86_400_000)))?.level).toBe('bad');
    } finally {
      rmSync(target, { recursive: true });
    }
  });

  const otherDisk = '/dev/shm';
  const hasOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(tmpdir()).dev;
  test.runIf(hasOther)('a fresh backup on another disk is well', async () => {
    const target = backedUp(otherDisk);
    try {
      expect((await backupAt(target))?.level).toBe('ok');
    } finally {
      rmSync(target, { recursive: true });
    }
  });

  test('no backup is bad, with a folder for it and without', async () => {
    const target = mkdtempSync(join(tmpdir(), 'lanzha-backup-'));
    try {
      expect((await stateOf()).get('backup')?.level).toBe('bad');
      expect(await backupAt(target)).toMatchObject({
        level: 'bad',
        todo: { zh: expect.stringContaining('过几分钟再检查') },
      });
    } finally {
      rmSync(target, { recursive: true });
    }
  });
});

describe('jobs', () => {
  test('a job that was given up shows its code, and runs again for whoever may say so', async () => {
    await owner.pool.query(
      `SELECT graphile_worker.add_job('notify.deliver', '{}', run_at := now() + interval '1 day', max_attempts := 1)`,
    );
    await owner.pool.query(
      `UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'notify.deliver failed: ECONNREFUSED' WHERE run_at > now() + interval '23 hours'`,
    );
    type Jobs = { items: SystemJob[]; schedule: ScheduledJob[] };
    const { body } = await admin.get<Jobs>('/operation/jobs');
    const job = body.items.find(({ state }) => state === 'failed');
    expect(job).toMatchObject({ name: 'notify.deliver', reason: 'ECONNREFUSED', attempts: 1 });
    expect(body.schedule.map(({ name }) => name)).toContain('retention.forget');
    for (const { nextAt } of body.schedule) expect(Date.parse(nextAt ?? '')).toBeGreaterThan(Date.now());
    expect((await stateOf()).get('jobs')?.level).toBe('bad');
    expect((await officer.post(`/operation/jobs/${job?.id}/retry`, {})).status).toBe(403);
    expect((await admin.post(`/operation/jobs/${job?.id}/retry`, {})).status).toBe(200);
    expect([404, 409]).toContain((await admin.post(`/operation/jobs/${job?.id}/retry`, {})).status);
    expect((await admin.post('/operation/jobs/999999/retry', {})).status).toBe(404);
    const { rows } = await app.db.inTransaction(machine, (tx) =>
      tx.query("SELECT target FROM audit_record WHERE event = 'job.retried' AND ok"),
    );
    expect(rows).toEqual([{ target: `job/${job?.id}` }]);
  });

  test('words of an error never leave the table', async () => {
    await owner.pool.query(
      `UPDATE graphile_worker._private_jobs SET last_error = 'phone 13800138000 not found'`,
    );
    const { body } = await admin.get('/operation/jobs');
    expect(JSON.stringify(body)).not.toContain('13800138000');
  });
});

test('gauges name no place, no person and no number', async () => {
  const gauges = await readGauges(app.db);
  const labels = gauges.flatMap(({ values }) => values.flatMap((value) => Object.keys(value.labels ?? {})));
  expect([...new Set(labels)].every((label) => ['level', 'state'].includes(label))).toBe(true);
  expect(gauges.every(({ values }) => values.every(({ value }) => Number.isFinite(value)))).toBe(true);
});

test('everybody signed in hears how the disk is', async () => {
  expect((await officer.get('/operation/notice')).body).toEqual({
    disk: expect.stringMatching(/^(ok|low)$/),
  });
  expect((await new Browser(app).get('/operation/notice')).status).toBe(401);
});
