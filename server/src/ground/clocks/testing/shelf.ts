import { afterAll } from 'vitest';
import { smallCounty } from '../../../testing/county.ts';
import { type TestDatabase, testDatabase } from '../../../testing/database.ts';
import { type Db, machine, openDb, type Tx } from '../../db/index.ts';
import { type ClockHandler, type Firing, fireBatch } from '../fire-batch.ts';
import type { ClockSpec } from '../spec.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const start = new Date('2026-03-02T01:00:00Z');
export const later = (ms: number, from = start) => new Date(from.getTime() + ms);

/** Clocks of a kind of their own, and a handler that writes down what fired: in the database, with the firing. */
export interface Shelf {
  readonly database: TestDatabase;
  readonly db: Db;
  readonly unit: string;
  readonly handler: ClockHandler;
  readonly key: (policy?: string) => {
    kind: string;
    id: string;
    policy: string;
    placeCode: string;
    unitId: string;
  };
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Everything that is due at `now` fires. @returns the steps, in order */
  fire(now: Date, limit?: number): Promise<string[]>;
  /** What the handler wrote down. */
  fired(): Promise<{ id: string; policy: string; step: string }[]>;
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
}

export const always = (more: Partial<ClockSpec> = {}): ClockSpec => ({
  calendar: 'always',
  params: { due: '7' },
  due: hour,
  prewarn: (due) => [due / 4],
  escalate: [10 * minute, 30 * minute],
  ...more,
});

export async function openShelf(): Promise<Shelf> {
  const database = await testDatabase();
  const db = openDb(database.app, { max: 10 });
  afterAll(() => db.close());
  const { eastStation } = await smallCounty(database.migrator);
  const owner = openDb(database.migrator, { max: 1 });
  await owner.pool.query(`CREATE TABLE thing (id uuid PRIMARY KEY);
    CREATE TABLE said (no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, thing uuid NOT NULL, policy text NOT NULL, step text NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON thing, said TO lanzha_app`);
  await owner.close();
  const tx: Shelf['tx'] = (work) => db.inTransaction(machine, work);
  const handler = sayingHandler();
  return {
    database,
    db,
    unit: eastStation,
    handler,
    key: (policy = 'thing.do') => ({
      kind: 'thing',
      id: crypto.randomUUID(),
      policy,
      placeCode: '330206001',
      unitId: eastStation,
    }),
    tx,
    async fire(now, limit = 100) {
      const before = await tx(async (t) => (await t.query('SELECT count(*) AS n FROM said')).rows[0].n);
      await fireBatch({ db, handlers: { thing: handler }, limit, now: async () => now });
      const { rows } = await tx((t) =>
        t.query<{ step: string }>('SELECT step FROM said ORDER BY no OFFSET $1', [before]),
      );
      return rows.map((row) => row.step);
    },
    fired: () =>
      tx(async (t) => (await t.query('SELECT thing AS id, policy, step FROM said ORDER BY no')).rows),
    query: (sql, values = []) => tx(async (t) => (await t.query(sql, values)).rows),
  };
}

/** Takes what stands in `thing` as locked by others; everything else is free. */
export function sayingHandler(delayMs = 0): ClockHandler {
  return {
    async hold(tx, ids) {
      const { rows } = await tx.query<{ id: string }>(
        `SELECT id FROM unnest($1::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM thing t WHERE t.id = id.id)
         UNION SELECT id FROM (SELECT id FROM thing WHERE id = ANY ($1) FOR UPDATE SKIP LOCKED) t`,
        [ids],
      );
      return new Map(rows.map((row) => [row.id, row]));
    },
    async fire(tx, firings: readonly Firing[]) {
      for (const { id, policy, step } of firings) {
        await tx.query('INSERT INTO said (thing, policy, step) VALUES ($1, $2, $3)', [id, policy, step]);
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    },
  };
}
