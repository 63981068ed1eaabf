import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  openAnchorFile,
  openAuditSealer,
  recordAudit,
  type SealerDeps,
  signAuditRecords,
  verifyAudit,
} from '../../server/src/ground/audit/index.ts';
import { type Db, machine, migrate, openDb, type Tx } from '../../server/src/ground/db/index.ts';
import { createLogger } from '../../server/src/ground/http/index.ts';
import { openParams } from '../../server/src/ground/params/index.ts';
import { startPostgres } from '../../server/src/ground/postgres/index.ts';

const writers = 8;
const things = 20_000;
const rounds = 12;
const sliceMs = 1_500;
const backlog = 100_000;

/** What an audit record costs the transaction that writes it, and what sealing and verifying cost beside it. */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  const postgres = await startPostgres({ dataDir });
  const db = openDb(postgres.urls.app, { max: writers + 4 });
  const key = randomBytes(32);
  try {
    await migrate(postgres.urls.migrator);
    await makeThings(postgres.urls.migrator);
    signAuditRecords(db, key);
    const params = await openParams(db);
    const sinks = [openAnchorFile(join(dataDir, 'anchors.ndjson'))];
    const deps: SealerDeps = { db, key, params, sinks, log: createLogger('warn') };
    const sealer = openAuditSealer(deps);
    const costs = await compare(db);
    await sealer.stop();
    const lag = await lags(db);
    const sealing = await drain(deps);
    const started = performance.now();
    const verdict = await verifyAudit(db, { key });
    const verifying = performance.now() - started;
    params.close();
    if (!verdict.ok) throw new Error(`the chain does not verify: ${JSON.stringify(verdict.findings)}`);
    return {
      'small acts/s without a record': costs.without,
      'small acts/s with a record': costs.with,
      'ratio with/without': Math.round((costs.with / costs.without) * 1000) / 1000,
      'behind the commit, p50 ms (under load)': lag.p50,
      'behind the commit, greatest ms (under load)': lag.greatest,
      'sealing a record, µs': sealing,
      'verifying a record, µs': Math.round((verifying / verdict.sealed) * 10_000) / 10,
      'records verified': verdict.sealed,
    };
  } finally {
    await db.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function makeThings(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query(`
    CREATE TABLE bench_thing (id integer PRIMARY KEY, version integer NOT NULL, body text NOT NULL) WITH (fillfactor = 70);
    INSERT INTO bench_thing SELECT n, 1, repeat('x', 400) FROM generate_series(1, ${things}) n;
    CREATE TABLE bench_history (id uuid PRIMARY KEY DEFAULT uuidv7(), thing integer NOT NULL, at timestamptz NOT NULL DEFAULT now(),
                                note text NOT NULL);
    CREATE INDEX bench_history_thing ON bench_history (thing, id);
    GRANT SELECT, INSERT, UPDATE ON bench_thing, bench_history TO lanzha_app;`);
  await client.end();
}

/** A step on one thing as rooms do it: lock the row, change it, write its history, tell the others. */
async function smallAct(tx: Tx, id: number): Promise<void> {
  const run = (name: string, text: string, values: unknown[]) => tx.query({ name, text, values });
  await run('bench-lock', 'SELECT * FROM bench_thing WHERE id = $1 FOR UPDATE', [id]);
  await run('bench-change', 'UPDATE bench_thing SET version = version + 1 WHERE id = $1', [id]);
  await run('bench-history', 'INSERT INTO bench_history (thing, note) VALUES ($1, $2)', [
    id,
    '已电话联系,约下午见面',
  ]);
  await run('bench-tell', `INSERT INTO outbox (topic, place_code, body) VALUES ('bench', '330206', $1)`, [
    { id },
  ]);
}

function recordOf(id: number) {
  const detail = { field: 'phone', reason: '核实身份后联系本人' };
  return { actor: null, unitId: null, event: 'vault.revealed', ok: true, target: `thing/${id}`, detail };
}

/** In turns, so that both meet the same machine; the first round only warms up. */
async function compare(db: Db): Promise<{ without: number; with: number }> {
  const done = { without: 0, with: 0 };
  for (let round = 0; round <= rounds; round++) {
    for (const kind of round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)) {
      const count = await actFor(db, kind === 'with');
      if (round > 0) done[kind] += count;
    }
  }
  const perSecond = (count: number) => Math.round(count / ((rounds * sliceMs) / 1000));
  return { without: perSecond(done.without), with: perSecond(done.with) };
}

async function actFor(db: Db, recorded: boolean): Promise<number> {
  const end = performance.now() + sliceMs;
  let count = 0;
  const write = async () => {
    while (performance.now() < end) {
      const id = 1 + Math.floor(Math.random() * things);
      await db.inTransaction(machine, async (tx) => {
        await smallAct(tx, id);
        if (recorded) await recordAudit(tx, recordOf(id));
      });
      count++;
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return count;
}

async function lags(db: Db): Promise<{ p50: number; greatest: number }> {
  const { rows } = await db.pool.query<{ p50: number; greatest: number }>(
    `SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::int AS p50, round(max(ms))::int AS greatest
     FROM (SELECT extract(epoch FROM s.sealed_at - r.at)::float8 * 1000 AS ms
           FROM audit_seal s JOIN audit_record r ON r.id = s.record_id) lag`,
  );
  return rows[0]!;
}

/** Writes a backlog while nobody seals, then lets a sealer run. @returns microseconds a record */
async function drain(deps: SealerDeps): Promise<number> {
  const { db } = deps;
  for (let written = 0; written < backlog; written += 500) {
    await db.inTransaction(machine, async (tx) => {
      for (let n = 0; n < 500; n++) await recordAudit(tx, recordOf(written + n));
    });
  }
  const { rows } = await db.pool.query<{ count: number }>('SELECT count(*) AS count FROM audit_record');
  const wanted = rows[0]!.count;
  const started = performance.now();
  const sealer = openAuditSealer(deps);
  for (;;) {
    const { rows: heads } = await db.pool.query<{ position: number }>(
      'SELECT max(position) AS position FROM audit_seal',
    );
    if ((heads[0]?.position ?? 0) >= wanted) break;
    await sleep(50);
  }
  const took = performance.now() - started;
  await sealer.stop();
  return Math.round((took / backlog) * 10_000) / 10;
}
