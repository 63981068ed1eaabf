import { levels } from '@lanzha/contract';
import { readSealState } from '../../ground/audit/index.ts';
import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import { countJobs } from '../../ground/jobs/index.ts';
import type { Gauge } from '../../ground/telemetry/index.ts';

/** Figures that the database knows. None is finer than the county, none names anybody. */
export async function readGauges(db: Db): Promise<Gauge[]> {
  const parts = [warnings, clocks, jobs, deliveries, outbox, audit, connections];
  const gauges: Gauge[] = [];
  await db.inTransaction(machine, async (tx) => {
    for (const part of parts) gauges.push(...(await part(tx)));
  });
  return gauges;
}

const one = (name: string, help: string, value: number): Gauge => ({ name, help, values: [{ value }] });

async function warnings(tx: Tx): Promise<Gauge[]> {
  const { rows } = await tx.query<{ level: number; state: string; count: number }>(
    "SELECT level, state, count(*) AS count FROM warning WHERE state <> 'closed' GROUP BY level, state",
  );
  const values = rows.map(({ level, state, count }) => ({
    labels: { level: levels[level] ?? String(level), state },
    value: count,
  }));
  return [{ name: 'lanzha_warnings_open', help: 'Open warnings by level and state', values }];
}

async function clocks(tx: Tx): Promise<Gauge[]> {
  const { rows } = await tx.query<{ running: number; overdue: number; late: number; longest: number }>(
    `SELECT count(*) FILTER (WHERE state = 'running') AS running,
       count(*) FILTER (WHERE state = 'running' AND due_at < now()) AS overdue,
       count(*) FILTER (WHERE next_at < now() - interval '5 seconds') AS late,
       greatest(0, coalesce(extract(epoch FROM now() - min(next_at)), 0))::float AS longest
     FROM clocks WHERE state IN ('running', 'paused')`,
  );
  const { running, overdue, late, longest } = rows[0]!;
  return [
    one('lanzha_clocks_running', 'Clocks that run', running),
    one('lanzha_clocks_overdue', 'Running clocks past their due time', overdue),
    one('lanzha_clocks_unfired', 'Steps that should have fired five seconds ago', late),
    one('lanzha_clocks_firing_late_seconds', 'By how much the step that waits longest is late', longest),
  ];
}

async function jobs(tx: Tx): Promise<Gauge[]> {
  const { running, waiting, failed, late } = await countJobs(tx);
  const values = Object.entries({ running, waiting, failed }).map(([state, value]) => ({
    labels: { state },
    value,
  }));
  return [
    { name: 'lanzha_jobs', help: 'Jobs by state', values },
    one('lanzha_jobs_late_seconds', 'By how much the job that waits longest is late', late),
  ];
}

async function deliveries(tx: Tx): Promise<Gauge[]> {
  const { rows } = await tx.query<{ state: string; count: number }>(
    `SELECT s.state, (SELECT count(*) FROM delivery d WHERE d.state = s.state) AS count
     FROM (VALUES ('waiting'), ('dead')) AS s (state)`,
  );
  const values = rows.map(({ state, count }) => ({ labels: { state }, value: count }));
  return [{ name: 'lanzha_deliveries', help: 'Mails and webhooks that wait or were given up', values }];
}

/** Rows above the oldest running transaction are not yet told to anybody. */
async function outbox(tx: Tx): Promise<Gauge[]> {
  const { rows } = await tx.query<{ waiting: number; lag: number }>(
    `SELECT count(*) AS waiting, greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0))::float AS lag
     FROM outbox WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())`,
  );
  const { waiting, lag } = rows[0]!;
  return [
    one('lanzha_outbox_unsettled', 'Live updates that wait for an older transaction', waiting),
    one('lanzha_outbox_lag_seconds', 'Age of the oldest of them', lag),
  ];
}

async function audit(tx: Tx): Promise<Gauge[]> {
  const { unsealed, brokenAt } = await readSealState(tx);
  const age = unsealed.oldest === null ? 0 : Math.max(0, (Date.now() - Date.parse(unsealed.oldest)) / 1_000);
  return [
    one('lanzha_audit_unsealed', 'Audit records that wait for their seal', unsealed.count),
    one('lanzha_audit_seal_lag_seconds', 'Age of the oldest of them', age),
    one('lanzha_audit_broken', '1 once the chain was found cut or altered', brokenAt === null ? 0 : 1),
  ];
}

async function connections(tx: Tx): Promise<Gauge[]> {
  const { rows } = await tx.query<{ connections: number; most: number; size: number }>(
    `SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
       current_setting('max_connections')::int AS most, pg_database_size(current_database()) AS size`,
  );
  const { connections: open, most, size } = rows[0]!;
  return [
    one('lanzha_database_connections', 'Connections to this database', open),
    one('lanzha_database_connections_most', 'Connections that the server allows', most),
    one('lanzha_database_bytes', 'Size of the database', size),
  ];
}
