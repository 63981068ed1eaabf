import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachPostgres } from '@lanzha/server/ground/postgres';
import pg from 'pg';
import { LeanConnection } from './support/http-load.ts';
import { createKey, type RunningServer, setUp, startServer } from './support/running-server.ts';
import { randomFrom } from './support/signal-mix.ts';

const rounds = 10;
const linesEach = 50;

/** What the sender knows: which ids it was told are decided, and which subjects must have a warning. */
interface Ledger {
  readonly acknowledged: Set<string>;
  readonly alarmed: Set<string>;
  retried: number;
}

/** kill −9 of the application and of PostgreSQL in turn under load; then everything is asked again. */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-kill-'));
  const ledger: Ledger = { acknowledged: new Set(), alarmed: new Set(), retried: 0 };
  let server = await startServer(dataDir);
  try {
    await setUp(server);
    const key = await createKey(dataDir, '330206FZ', 'kill');
    for (let round = 0; round < rounds; round++) {
      const load = sendForAWhile(() => server, key, round, ledger);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      if (round % 2 === 0) {
        await server.kill();
        server = await startServer(dataDir);
      } else {
        process.kill(await postmasterPid(dataDir), 'SIGKILL');
      }
      await load;
    }
    const again = await askAgain(server.url, key, [...ledger.acknowledged]);
    return {
      rounds,
      acknowledged: ledger.acknowledged.size,
      'batches sent again': ledger.retried,
      ...again,
      ...(await inspect(dataDir, ledger)),
    };
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Eight senders; a batch without an answer is sent again, unchanged, until it is answered. */
async function sendForAWhile(
  server: () => RunningServer,
  key: string,
  round: number,
  ledger: Ledger,
): Promise<void> {
  const until = Date.now() + 3500;
  await Promise.all(
    Array.from({ length: 8 }, async (_, sender) => {
      for (let n = 0; Date.now() < until; n++) {
        const { ids, alarmed, body } = batchOf(`${round}-${sender}-${n}`);
        while (!(await accepted(server, key, body))) {
          ledger.retried++;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        for (const id of ids) ledger.acknowledged.add(id);
        for (const phone of alarmed) ledger.alarmed.add(phone);
      }
    }),
  );
}

async function accepted(server: () => RunningServer, key: string, body: Buffer): Promise<boolean> {
  try {
    const connection = await LeanConnection.open(server().url, '/api/v1/signals', headers(key));
    const { status } = await connection.post(body).finally(() => connection.close());
    return status === 200;
  } catch {
    return false; // the server is down: that is what is measured
  }
}

const headers = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' });

/** Each batch: calls of shared subjects, and a few reports "already cheated" of subjects shared between batches. */
function batchOf(name: string): { ids: string[]; alarmed: string[]; body: Buffer } {
  const random = randomFrom([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7));
  const at = new Date().toISOString();
  const alarmed: string[] = [];
  const lines = Array.from({ length: linesEach }, (_, index) => {
    const id = `${name}-${index}`;
    if (index % 25 === 0) {
      const phone = String(13_900_000_000 + Math.floor(random() * 5_000));
      alarmed.push(phone);
      return { id, kind: 'report', at, subject: { phone }, text: '已经把钱转过去了', already: 'cheated' };
    }
    return {
      id,
      kind: 'call',
      at,
      subject: { phone: String(13_800_000_000 + Math.floor(random() * 50_000)) },
      from: '0574',
      seconds: 30,
    };
  });
  const body = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  return { ids: lines.map((line) => line.id), alarmed, body };
}

/** Every acknowledged id once more, with other content: it must be known. */
async function askAgain(url: string, key: string, ids: readonly string[]) {
  let lost = 0;
  const connection = await LeanConnection.open(url, '/api/v1/signals', headers(key));
  for (let at = 0; at < ids.length; at += 1000) {
    const part = ids.slice(at, at + 1000);
    const lines = part.map((id) =>
      JSON.stringify({
        id,
        kind: 'visit',
        at: new Date().toISOString(),
        subject: { phone: '13700000000' },
        url: 'x',
      }),
    );
    const { body } = await connection.post(Buffer.from(lines.join('\n')));
    lost += body.split('\n').filter((line) => line.includes('"status":"decided"')).length;
  }
  connection.close();
  return { 'acknowledged lost': lost };
}

async function inspect(dataDir: string, ledger: Ledger) {
  const postgres = await attachPostgres({ dataDir });
  const client = new pg.Client(postgres.urls.migrator);
  await client.connect();
  try {
    const one = async (sql: string) => Number((await client.query<{ n: string }>(sql)).rows[0]!.n);
    const warnings = await one('SELECT count(*) AS n FROM warning');
    const undecided =
      await one(`SELECT (SELECT sum(count) FROM signal_batch) - (SELECT count(*) FROM signal_id)
                                      + (SELECT count(*) FROM signal_id s WHERE level IS NOT NULL
                                          AND NOT EXISTS (SELECT FROM warning w WHERE w.id = s.warning_id)) AS n`);
    return { undecided, warnings, 'warnings twice': warnings - ledger.alarmed.size };
  } finally {
    await client.end();
    await postgres.detach();
  }
}

async function postmasterPid(dataDir: string): Promise<number> {
  const postgres = await attachPostgres({ dataDir });
  const client = new pg.Client(postgres.urls.superuser);
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return Number((await readFile(join(rows[0]!.data_directory, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  } finally {
    await client.end();
    await postgres.detach();
  }
}
