import { type Db, machine } from '../db/index.ts';
import { type AuditEntry, recordAudit } from './record.ts';

type OftenEntry = Omit<AuditEntry, 'target'>;

/** What happened since the last record of the same kind; one timer for each. */
const open = new WeakMap<Db, Map<string, { more: number }>>();

/**
 * Records what anybody can cause as often as they like: at once the first time, then at most once in `everyMs` for the
 * same person, event and detail, with `detail.count` saying how often since the record before. In a transaction of its
 * own, because what is refused leaves none. A count not yet written is lost when the process ends.
 */
export async function recordOften(db: Db, entry: OftenEntry, everyMs = 60_000): Promise<void> {
  const windows = open.get(db) ?? new Map<string, { more: number }>();
  open.set(db, windows);
  const key = JSON.stringify([entry.actor, entry.event, entry.detail]);
  const now = windows.get(key);
  if (now !== undefined) {
    now.more++;
    return;
  }
  const window = { more: 0 };
  windows.set(key, window);
  try {
    await write(db, entry, 1);
  } catch (error) {
    windows.delete(key);
    throw error;
  }
  const timer = setInterval(() => {
    const { more } = window;
    if (more === 0) {
      clearInterval(timer);
      windows.delete(key);
      return;
    }
    window.more = 0;
    write(db, entry, more).catch(() => {
      window.more += more;
    });
  }, everyMs).unref();
}

const write = (db: Db, { detail, ...entry }: OftenEntry, count: number): Promise<void> =>
  db.inTransaction(machine, (tx) => recordAudit(tx, { ...entry, detail: { ...detail, count } }));
