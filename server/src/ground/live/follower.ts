import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Db } from '../db/index.ts';
import { channel, currentPosition, listAfter, type OutboxRow } from './outbox.ts';
import type { Position } from './position.ts';

/** Reads the outbox once for the whole process. */
export interface Follower {
  /** Everything up to here was handed on. */
  position(): Position;
  close(): Promise<void>;
}

export interface FollowerOptions {
  db: Db;
  /** Rows in the order of the stream, each exactly once. */
  onRows(rows: readonly OutboxRow[]): void;
  onError(error: unknown): void;
  /** Reads also without being called, since a notification may be lost. */
  pollMs?: number;
}

const pageSize = 1_000;
/** After a look that found something, however often it is called: nobody sees the difference, and a busy database has less to answer. */
const restMs = 50;
/** After a call, rows may still wait for an older transaction: look again soon. */
const againMs = [15, 40, 100, 250];

export async function followOutbox({
  db,
  onRows,
  onError,
  pollMs = 1_000,
}: FollowerOptions): Promise<Follower> {
  let position = await currentPosition(db.pool);
  let listener: pg.PoolClient | undefined;
  let wake = () => {};
  let called = false;
  let closed = false;

  async function listen(): Promise<void> {
    const client = await db.pool.connect();
    client.on('notification', () => {
      called = true;
      wake();
    });
    client.once('error', () => forget(client));
    client.once('end', () => forget(client));
    await client.query(`LISTEN ${channel}`);
    listener = client;
  }
  function forget(client: pg.PoolClient): void {
    if (listener !== client) return;
    listener = undefined; // the next round listens again
    client.release(true);
  }
  async function readAll(): Promise<boolean> {
    let any = false;
    for (;;) {
      const rows = await listAfter(db.pool, position, pageSize);
      const last = rows.at(-1);
      if (last === undefined) return any;
      position = { xid: last.xid, seq: last.seq };
      any = true;
      onRows(rows);
    }
  }
  async function run(): Promise<void> {
    let quiet = againMs.length;
    while (!closed) {
      try {
        if (listener === undefined) await listen();
        const expected = called;
        called = false;
        const found = await readAll();
        // Of several that called only those may have been there whose elder ones had ended.
        if (expected) quiet = 0;
        else if (found) quiet = againMs.length;
        if (found) await sleep(restMs);
      } catch (error) {
        if (!closed) onError(error);
      }
      if (!called && !closed) await pause(againMs[quiet++] ?? pollMs);
    }
  }
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  const running = run();
  return {
    position: () => position,
    async close() {
      closed = true;
      wake();
      await running;
      if (listener !== undefined) forget(listener);
    },
  };
}
