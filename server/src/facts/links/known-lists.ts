import type { LinkKind, LinkVerdict } from '@lanzha/contract';
import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import { normaliseIdentifier, SealBroken, type Vault } from '../../ground/vault/index.ts';
import { hostOf } from './hosts.ts';
import { quickHash } from './quick-hash.ts';
import { contextOf } from './sealed-value.ts';
import { isPersonalPhone } from './values.ts';

/** What a list says of a value. */
export interface Listed {
  /** Of the entry. */
  readonly id: string;
  readonly verdict: LinkVerdict;
}

/** The known lists in memory: looking up is synchronous and takes about a microsecond. One for each process. */
export interface KnownLists {
  phone(value: string): Listed | undefined;
  account(value: string): Listed | undefined;
  /** A host, or the one of the domains above it that stands nearest to it. */
  host(host: string): Listed | undefined;
  url(url: string): Listed | undefined;
  app(packageName: string | undefined, sha256: string | undefined): Listed | undefined;
  /** Takes over what changed since the last look. */
  refresh(): Promise<void>;
  close(): void;
}

interface Entry extends Listed {
  readonly kind: LinkKind;
  /** Blind index; null for what is nobody's. */
  readonly key: string | null;
  /** Milliseconds since 1970, Infinity for none. */
  readonly until: number;
}

interface Row {
  id: string;
  kind: LinkKind;
  verdict: LinkVerdict;
  value: string | null;
  key: string | null;
  keyId: number | null;
  sealed: Buffer | null;
  until: number | null;
  active: boolean;
}

const refreshEveryMs = 5_000;

/** Another process's change is seen within seconds, one of this process as soon as it asks for it. */
export async function openKnownLists({ db, vault }: { db: Db; vault: Vault }): Promise<KnownLists> {
  const hash = quickHash();
  const plain: Record<LinkKind, Map<string, Entry>> = {
    phone: new Map(),
    account: new Map(),
    url_host: new Map(),
    app: new Map(),
  };
  const sealed = { phone: new Map<number, Entry>(), account: new Map<number, Entry>() };
  const takenOut = new Map<string, () => void>();
  let seen = 0;
  let running: Promise<void> | undefined;

  async function enter(tx: Tx, row: Row): Promise<void> {
    takenOut.get(row.id)?.();
    takenOut.delete(row.id);
    if (!row.active) return;
    const { id, kind, verdict, key, value } = row;
    const entry: Entry = { id, kind, verdict, key, until: row.until ?? Number.POSITIVE_INFINITY };
    if (value !== null) return put(plain[kind], value, entry);
    const opened = await open(tx, row);
    if (opened !== undefined && (kind === 'phone' || kind === 'account'))
      put(sealed[kind], hash(opened), entry);
  }

  function put<K>(map: Map<K, Entry>, at: K, entry: Entry): void {
    map.set(at, entry);
    takenOut.set(entry.id, () => {
      if (map.get(at) === entry) map.delete(at);
    });
  }

  async function open(tx: Tx, { id, keyId, sealed: bytes }: Row): Promise<string | undefined> {
    if (keyId === null || bytes === null) return undefined;
    try {
      return (await vault.unseal(tx, { keyId, sealed: bytes }, contextOf(id))).toString();
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }

  async function take(): Promise<void> {
    const epoch = await readEpoch(db.pool);
    if (epoch <= seen) return;
    await db.inTransaction(machine, async (tx) => {
      for (const row of await readChanged(tx, seen)) await enter(tx, row);
    });
    seen = epoch;
  }

  /** One look at a time: two would enter an entry twice, and forget to take one of them out. */
  async function refresh(): Promise<void> {
    while (running !== undefined) await running.catch(() => undefined);
    running = take();
    try {
      await running;
    } finally {
      running = undefined;
    }
  }

  const living = (entry: Entry | undefined) =>
    entry !== undefined && entry.until > Date.now() ? entry : undefined;
  const personal = (kind: 'phone' | 'account', value: string) => {
    if (sealed[kind].size === 0) return undefined;
    const entry = living(sealed[kind].get(hash(value)));
    return entry !== undefined && entry.key === vault.blindIndex(kind, value) ? entry : undefined;
  };
  const hostEntry = (host: string) => {
    for (let at = 0; at >= 0 && at < host.length; ) {
      const entry = living(plain.url_host.get(at === 0 ? host : host.slice(at)));
      if (entry !== undefined) return entry;
      const dot = host.indexOf('.', at);
      at = dot < 0 ? -1 : dot + 1;
    }
    return undefined;
  };

  await refresh();
  // A failed look keeps what is known; whether the database answers is said by /readyz.
  const timer = setInterval(() => refresh().catch(() => undefined), refreshEveryMs).unref();
  return {
    phone(value) {
      const number = normaliseIdentifier('phone', value);
      return isPersonalPhone(number) ? personal('phone', number) : living(plain.phone.get(number));
    },
    account: (value) => personal('account', normaliseIdentifier('account', value)),
    host: hostEntry,
    url(url) {
      const host = plain.url_host.size === 0 ? undefined : hostOf(url);
      return host === undefined ? undefined : hostEntry(host);
    },
    app(packageName, sha256) {
      if (plain.app.size === 0) return undefined;
      const named = (name = '') => living(plain.app.get(name.toLowerCase()));
      return named(sha256) ?? named(packageName);
    },
    refresh,
    close: () => clearInterval(timer),
  };
}

async function readEpoch(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({ name: 'link-epoch', text: 'SELECT n FROM link_epoch' });
  return rows[0]?.n ?? 0;
}

async function readChanged(tx: Tx, since: number): Promise<Row[]> {
  const { rows } = await tx.query<Row>({
    name: 'changed-links',
    text: `SELECT id, kind, verdict, value, key, key_id AS "keyId", sealed,
                  extract(epoch FROM expires_at)::float8 * 1000 AS until,
                  lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS active
             FROM link WHERE epoch > $1 ORDER BY epoch`,
    values: [since],
  });
  return rows;
}
