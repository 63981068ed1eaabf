import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Signal } from '@lanzha/contract';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const table = `CREATE TABLE IF NOT EXISTS bench_peer (id text PRIMARY KEY, kind text, at timestamptz, phone text, body text)`;
const flat = (text: string) => text.replace(/[\\\t\n\r]/g, ' ');

/** The limit: COPY of the same rows, 500 in a transaction, durable. @returns rows a second */
export async function copyRate(config: pg.ClientConfig, signals: readonly Signal[]): Promise<number> {
  return measured(config, signals, async (client) => {
    for (let at = 0; at < signals.length; at += 500) {
      const rows = signals.slice(at, at + 500);
      const lines = rows.map(
        (s) => `${s.id}\t${s.kind}\t${s.at}\t${s.subject.phone}\t${flat(JSON.stringify(s))}\n`,
      );
      await pipeline(Readable.from(lines.join('')), client.query(copyFrom('COPY bench_peer FROM STDIN')));
    }
  });
}

/** The usual way: one INSERT and commit for each signal on one connection. @returns rows a second */
export async function insertRate(config: pg.ClientConfig, signals: readonly Signal[]): Promise<number> {
  return measured(config, signals, async (client) => {
    for (const s of signals) {
      await client.query({
        name: 'peer-insert',
        text: 'INSERT INTO bench_peer VALUES ($1, $2, $3, $4, $5)',
        values: [s.id, s.kind, s.at, s.subject.phone, JSON.stringify(s)],
      });
    }
  });
}

async function measured(
  config: pg.ClientConfig,
  signals: readonly Signal[],
  work: (client: pg.Client) => Promise<void>,
) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query('DROP TABLE IF EXISTS bench_peer');
    await client.query(table);
    const started = performance.now();
    await work(client);
    return Math.round(signals.length / ((performance.now() - started) / 1000));
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_peer');
    await client.end();
  }
}
