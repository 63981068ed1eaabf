import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, inject } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { type Db, machine, openDb } from '../db/index.ts';
import { openParams, type Params } from '../params/index.ts';
import { openAnchorFile } from './anchor-file.ts';
import { type AuditEntry, recordAudit } from './record.ts';
import { type AuditSealer, openAuditSealer, type SealerDeps } from './sealer.ts';
import { type Verdict, verifyAudit } from './verify.ts';
import { signAuditRecords } from './writer.ts';

/** An audit log of its own: the application, and a superuser who knows everything but the key. */
export interface Book {
  readonly database: TestDatabase;
  readonly db: Db;
  readonly key: Buffer;
  readonly params: Params;
  readonly anchorFile: string;
  /** Lines of the sealers' log. */
  readonly log: string[];
  superuser<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  write(count: number, entry?: Partial<AuditEntry>): Promise<void>;
  startSealer(options?: Partial<SealerDeps>): AuditSealer;
  /** Waits until every committed record is sealed. @returns milliseconds it took */
  allSealed(): Promise<number>;
  anchors(): Promise<{ where: string; line: string }[]>;
  verify(anchors?: { where: string; line: string }[]): Promise<Verdict>;
}

export async function openBook(key: Buffer = randomBytes(32)): Promise<Book> {
  const database = await testDatabase();
  const db = openDb(database.app);
  signAuditRecords(db, key);
  const params = await openParams(db);
  const superuserUrl = { ...inject('postgres').superuser, database: database.app.database };
  const client = new pg.Client(superuserUrl as pg.ClientConfig);
  await client.connect();
  const folder = await mkdtemp(join(tmpdir(), 'lanzha-audit-'));
  const anchorFile = join(folder, 'anchors', 'audit-anchors.ndjson');
  const log: string[] = [];
  const sealers: AuditSealer[] = [];
  afterAll(async () => {
    await Promise.all(sealers.map((sealer) => sealer.stop()));
    params.close();
    await client.end();
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });
  const anchors = async () => {
    const text = await readFile(anchorFile, 'utf8').catch(() => '');
    return text
      .split('\n')
      .flatMap((line, index) => (line === '' ? [] : [{ where: `第 ${index + 1} 行`, line }]));
  };
  return {
    database,
    db,
    key,
    params,
    anchorFile,
    log,
    anchors,
    async superuser<T extends pg.QueryResultRow>(sql: string, values?: unknown[]) {
      return (await client.query<T>(sql, values)).rows;
    },
    async write(count, entry = {}) {
      for (let n = 0; n < count; n++) {
        const detail = { n, reason: '核实身份', ratio: 0.1 };
        const filled = {
          actor: null,
          unitId: null,
          event: 'vault.revealed',
          ok: true,
          target: `warning/${n}`,
          detail,
        };
        await db.inTransaction(machine, (tx) => recordAudit(tx, { ...filled, ...entry }));
      }
    },
    startSealer(options = {}) {
      const deps = { db, key, params, sinks: [openAnchorFile(anchorFile)], pollMs: 20 };
      const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
      const sealer = openAuditSealer({ ...deps, log: logger, ...options });
      sealers.push(sealer);
      return sealer;
    },
    async allSealed() {
      const started = performance.now();
      for (;;) {
        const { rows } = await db.pool.query<{ left: number }>(
          'SELECT count(*) AS left FROM audit_record r WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.record_id = r.id)',
        );
        const waited = performance.now() - started;
        if (rows[0]?.left === 0) return waited;
        if (waited > 15_000) throw new Error(`${rows[0]?.left} records are not sealed: ${log.join('')}`);
        await sleep(20);
      }
    },
    verify: async (lines) => verifyAudit(db, { key, anchors: lines ?? (await anchors()) }),
  };
}
