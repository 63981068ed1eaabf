import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClockStart, openClockWorker, startingClocks } from '@lanzha/server/ground/clocks';
import { type Db, give, machine, migrate, openDb } from '@lanzha/server/ground/db';
import { createLogger } from '@lanzha/server/ground/http';
import { startPostgres } from '@lanzha/server/ground/postgres';
import { masterKeysFrom, openVault } from '@lanzha/server/ground/vault';
import { warningClocks } from '@lanzha/server/work/warnings';
import { processorTime } from './support/cpu.ts';

const count = 100_000;
const minute = 60_000;
const lanes = 2;
const batch = 1_000;

/** 100,000 warnings fall due within one minute; then the same rows claimed and written by SQL alone, the limit. */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  const postgres = await startPostgres({ dataDir });
  const db = openDb(postgres.urls.app, { max: lanes + 2 });
  const owner = openDb(postgres.urls.migrator, { max: 1 });
  try {
    await migrate(postgres.urls.migrator);
    const unit = await makeWarnings(owner);
    const started = await startAll(db, unit);
    await owner.pool.query('VACUUM ANALYZE');
    const fired = await measured(dataDir, () => fireAll(db));
    const proof = await prove(db);
    await owner.pool.query(`UPDATE clocks SET next_at = due_at, fired = '{}'`);
    await owner.pool.query('VACUUM ANALYZE clocks');
    const bare = await measured(dataDir, () => claimAll(db));
    return {
      clocks: count,
      'started, clocks/s': Math.round(count / started),
      'fired with history, log and live event, s': fired.seconds,
      'fired/s': Math.round(count / fired.seconds),
      'processor time of firing, node s': fired.node,
      'processor time of firing, PostgreSQL s': fired.postgres,
      'bare claim and update of the same rows, s': bare.seconds,
      'processor time of bare claim, PostgreSQL s': bare.postgres,
      'ratio bare/fired': Math.round((bare.seconds / fired.seconds) * 1000) / 1000,
      ...proof,
    };
  } finally {
    await owner.close();
    await db.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function makeWarnings(owner: Db): Promise<string> {
  await owner.pool.query(
    `INSERT INTO place (code, name, level, parent) VALUES ('330206', '测试县', 3, NULL)`,
  );
  const { rows } = await owner.pool.query<{ id: string }>(
    `INSERT INTO unit (code, name, kind, place_code) VALUES ('FZ', '测试反诈中心', 'anti_fraud_center', '330206') RETURNING id`,
  );
  const unit = rows[0]?.id ?? '';
  await owner.pool.query(
    `INSERT INTO warning (person, level, state, score, reasons, source, place_code, unit_id, last_evidence_at, contact_due,
                          key_id, subject_sealed, subject_masked)
     SELECT uuidv7(), 1, 'dispatched', 65, '[{"code":"bench","text":"所述情况像诈骗。","weight":62}]', '96110', '330206001', $1,
            now(), now(), 1, '\\x00', '{"name":"王*"}' FROM generate_series(1, ${count})`,
    [unit],
  );
  return unit;
}

/** High warnings that came two hours ago, within a minute, one after the other. @returns seconds */
async function startAll(db: Db, unit: string): Promise<number> {
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<{ id: string }>('SELECT id FROM warning ORDER BY id'),
  );
  const due = Date.now();
  const began = performance.now();
  for (let from = 0; from < rows.length; from += batch) {
    const starts = rows.slice(from, from + batch).map(
      ({ id }, i): ClockStart => ({
        kind: 'warning',
        id,
        policy: 'warning.contact',
        placeCode: '330206001',
        unitId: unit,
        spec: {
          calendar: 'always',
          params: { due: '3', prewarn: '6', leader: '21', centre: '22' },
          due: new Date(due - minute + Math.floor(((from + i) / rows.length) * minute)),
          prewarn: (span) => [span / 5],
          escalate: [15 * minute, 60 * minute],
        },
      }),
    );
    await db.inTransaction(machine, (tx) => give(tx, startingClocks(starts, new Date(due - 120 * minute))));
  }
  return (performance.now() - began) / 1000;
}

async function measured(dataDir: string, work: () => Promise<void>) {
  const cpu = await processorTime(dataDir);
  const began = performance.now();
  await work();
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  return { seconds, ...(await cpu()) };
}

/** With what `lanzha serve` runs: the worker as it is and the handler of the warnings. */
async function fireAll(db: Db): Promise<void> {
  const vault = openVault(masterKeysFrom(randomBytes(64)));
  const worker = openClockWorker({
    db,
    log: createLogger('warn'),
    handlers: { warning: warningClocks({ vault }) },
  });
  while (await anyDue(db)) await sleep(50);
  await worker.stop();
}

function anyDue(db: Db): Promise<boolean> {
  return db.inTransaction(machine, async (tx) => {
    const { rowCount } = await tx.query('SELECT FROM clocks WHERE next_at <= clock_timestamp() LIMIT 1');
    return rowCount === 1;
  });
}

async function claimAll(db: Db): Promise<void> {
  const lane = async () => {
    for (;;) {
      const claimed = await db.inTransaction(machine, async (tx) => {
        const { rowCount } = await tx.query({
          name: 'bench-bare-claim',
          text: `UPDATE clocks c SET next_at = NULL FROM (
                   SELECT subject_id, subject_kind, policy FROM clocks WHERE next_at <= clock_timestamp()
                   ORDER BY next_at LIMIT ${batch} FOR UPDATE SKIP LOCKED) d
                 WHERE c.subject_id = d.subject_id AND c.subject_kind = d.subject_kind AND c.policy = d.policy`,
        });
        return rowCount ?? 0;
      });
      if (claimed === 0) return;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Every clock fired once, none before its time, each stands in the history of its warning and was told. */
async function prove(db: Db): Promise<Record<string, number>> {
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<{ twice: number; early: number; history: number; told: number }>(
      `SELECT (SELECT count(*) - count(DISTINCT subject_id) FROM clock_events WHERE act = 'due') AS twice,
              (SELECT count(*) FROM clock_events WHERE act = 'due' AND at < due_at) AS early,
              (SELECT count(DISTINCT warning_id) FROM warning_history WHERE act = 'overdue') AS history,
              (SELECT count(*) FROM outbox WHERE body ->> 'step' = 'due') AS told`,
    ),
  );
  const { twice, early, history, told } = rows[0] ?? { twice: -1, early: -1, history: 0, told: 0 };
  return { 'fired twice': twice, 'fired early': early, lost: count - history, 'live events': told };
}
