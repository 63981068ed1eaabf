import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../db/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Mac, openMac } from './mac.ts';
import type { StoredRecord } from './stored.ts';

const writers = new WeakMap<object, Mac>();

/**
 * From now on records written through this database carry the mark of a program that holds the key, so that a row
 * somebody else puts into the table is told apart. Call it as soon as the key file is open.
 * @param key `MasterKeys.audit`
 */
export function signAuditRecords(db: Db, key: Buffer): void {
  const mac = openMac(key);
  writers.set(db.pool, mac);
  db.pool.on('acquire', (client) => writers.set(client, mac));
}

/** What the program adds to a record; nothing when it was not given the key. */
export interface Mark {
  readonly at: string | null;
  readonly nonce: string | null;
  readonly mac: Buffer | null;
}

type Written = Pick<StoredRecord, 'actor' | 'unit_id' | 'event' | 'target'> & { ok: boolean; detail: string };

/** The program's clock gives the time: what is marked must be known before the row is written. */
export function markOf(tx: Tx, record: Written): Mark {
  const mac = writers.get(tx);
  if (mac === undefined) return { at: null, nonce: null, mac: null };
  const now = new Date();
  const nonce = randomUUID();
  const stored = {
    ...record,
    actor: record.actor?.toLowerCase() ?? null,
    unit_id: record.unit_id?.toLowerCase() ?? null,
    ok: String(record.ok),
    at: secondsOf(now),
    nonce,
  };
  return { at: now.toISOString(), nonce, mac: Buffer.from(writerMacOf(mac, stored), 'hex') };
}

/** Whether a program with the key wrote exactly this. Its id and transaction were not known to it: the seal holds those. */
export function isSigned(mac: Mac, record: StoredRecord): boolean {
  return record.writer_mac !== null && record.writer_mac === writerMacOf(mac, record);
}

function writerMacOf(mac: Mac, r: Omit<StoredRecord, 'id' | 'xid' | 'writer_mac'>): string {
  const detail = canonicalJson(r.detail);
  return mac('lanzha audit writer 1', [r.nonce, r.at, r.actor, r.unit_id, r.event, r.ok, r.target, detail]);
}

/** As `extract(epoch FROM …)::text` prints it. */
function secondsOf(instant: Date): string {
  const ms = instant.getTime();
  return `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}000`;
}
