import type pg from 'pg';

export interface Table {
  /** Quoted, with its schema. */
  readonly name: string;
  /** Quoted columns that are stored, in order. */
  readonly columns: readonly string[];
}

/** The tables of the house. Live updates stay behind: they are told within seconds and count transactions of their own cluster. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
       array_agg(quote_ident(a.attname) ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')::text[] AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT IN ('outbox', 'schema_migration')
     GROUP BY n.nspname, c.relname ORDER BY 1`,
  );
  return rows;
}

export interface Digest {
  readonly rows: string;
  /** Sum over all rows of a hash of the row as text: the same in any order and any release. */
  readonly sum: string;
}

/** The session must print as `plainSession` says. */
export async function digestOf(client: pg.Client, { name, columns }: Table): Promise<Digest> {
  const { rows } = await client.query<Digest>(
    `SELECT count(*)::text AS rows, coalesce(sum(hashtextextended(row_text, 0)::numeric), 0)::text AS sum
     FROM (SELECT ROW(${columns.join(', ')})::text AS row_text FROM ONLY ${name}) AS t`,
  );
  return rows[0]!;
}

/** Two servers print one row alike only under the same settings. Nobody's rows are hidden: the owner reads. */
export const plainSession = `SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
  SET extra_float_digits = 3; SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET statement_timeout = 0;
  SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0; SET search_path = public; SET row_security = off`;

interface Sequence {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** Where each counter stands. */
export async function copySequences(source: pg.Client, target: pg.Client): Promise<number> {
  const { rows: names } = await source.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences WHERE schemaname = 'public'`,
  );
  for (const { name } of names) {
    const { rows } = await source.query<Sequence>(
      `SELECT last_value::text AS last, is_called AS called FROM ${name}`,
    );
    const { last, called } = rows[0]!;
    await target.query('SELECT setval($1::regclass, $2::bigint, $3)', [name, last, called]);
  }
  return names.length;
}

/** Keys to other tables, taken away while rows come in any order; answers the statements that bring them back, and check every row. */
export async function dropForeignKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return rows.map(
    ({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`,
  );
}

/** Jobs that wait, as they were added: the runner's own tables differ between releases. */
export async function copyJobs(source: pg.Client, target: pg.Client): Promise<number> {
  const { rows: there } = await source.query<{ made: boolean }>(
    "SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS made",
  );
  if (there[0]?.made !== true) return 0;
  const { rows } = await source.query<{ values: unknown[] }>(
    `SELECT json_build_array(t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority) AS values
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id ORDER BY j.id`,
  );
  for (const { values } of rows) {
    const [identifier, payload, ...others] = values;
    await target.query(
      `SELECT FROM graphile_worker.add_job($1, $2::json, $3, $4::timestamptz, $5::int, $6, $7::int)`,
      [identifier, JSON.stringify(payload), ...others],
    );
  }
  return rows.length;
}
