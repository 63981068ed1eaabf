import type { Role } from '@lanzha/contract';
import pg from 'pg';
import { inject } from 'vitest';
import { machine } from '../../../ground/db/index.ts';
import { createServiceKey } from '../../../ground/directory/index.ts';
import { isRefusal } from '../../../ground/refusal/index.ts';
import type { TestDatabase } from '../../../testing/database.ts';
import { addAccount, Browser, furnish, type TestApp } from '../../testing.ts';

/** Somebody about whom the centre knows something: these values may be in no answer but a reveal, and in no log. */
export const known = {
  phone: '13876540001',
  idNo: '330206195511110018',
  account: '6222123412341234567',
  name: '钟离春晓',
};

const workers: readonly Role[] = [
  'duty_officer',
  'leader',
  'station_officer',
  'system_admin',
  'security_admin',
  'audit_admin',
];

export interface FuzzCentre {
  readonly tabs: readonly Browser[];
  readonly serviceKey: string;
  /** The newest rows of every table, by its name, but for the accounts that ask. */
  ids(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The version that a change of this row would have to name. */
  versionOf(id: string): Promise<number | undefined>;
  /** Signs in again who was signed out by what was tried. */
  revive(tab: Browser): Promise<void>;
  close(): Promise<void>;
}

/** A centre with somebody of each office, people whom nobody misses, and a warning about somebody. */
export async function openFuzzCentre(app: TestApp, database: TestDatabase): Promise<FuzzCentre> {
  const units = await furnish(app.db);
  const own: string[] = [];
  let revived = 0;
  const names = new Map<Browser, string>();
  for (const role of workers) {
    const username = role.replace('_', '.');
    const unit = role === 'station_officer' ? units.xinqi : units.centre;
    own.push(await addAccount(app.db, { username, unit, roles: [role] }));
    const tab = Object.assign(new Browser(app), { address: `10.7.0.${own.length}` });
    await tab.signIn(username);
    names.set(tab, username);
  }
  for (const username of ['spare.one', 'spare.two'])
    await addAccount(app.db, { username, unit: units.centre, roles: ['duty_officer'] });
  const tabs = [...names.keys()];
  const subject = { ...known, place: '330206001' };
  for (const n of [1, 2, 3])
    await tabs[0]?.post('/signals/enter', {
      id: `F-${n}`,
      kind: 'instruction',
      level: 'middle',
      from: '市级平台',
      at: new Date().toISOString(),
      subject: { ...subject, phone: n === 1 ? known.phone : `1387654${n}000` },
      text: `${known.name}正与陌生号码通话,卡号${known.account}`,
    });
  const key = await app.db.inTransaction(machine, (tx) =>
    createServiceKey(tx, { unitCode: 'FZ', source: '某银行', allow: ['signals:write', 'signals:explain'] }),
  );
  if (isRefusal(key)) throw new Error(key.code);
  // Row-level security shows the owner nothing.
  const owner = new pg.Client({ ...inject('postgres').superuser, database: database.app.database });
  await owner.connect();
  const { rows } = await owner.query<{ name: string; versioned: boolean }>(
    `SELECT table_name AS name, bool_or(column_name = 'version') AS versioned FROM information_schema.columns
     WHERE table_schema = 'public' GROUP BY 1 HAVING bool_or(column_name = 'id' AND data_type = 'uuid')`,
  );
  const each = (of: (name: string) => string, from = rows) =>
    from.map(({ name }) => `(${of(name)})`).join(' UNION ALL ');
  const newest = each(
    (name) => `SELECT ${pg.escapeLiteral(name)} AS name, id FROM ${name} ORDER BY id DESC LIMIT 3`,
  );
  const versions = each(
    (name) => `SELECT version FROM ${name} WHERE id = $1`,
    rows.filter(({ versioned }) => versioned),
  );
  return {
    tabs,
    serviceKey: key.secret,
    async ids() {
      const found = await owner.query<{ name: string; id: string }>(newest);
      const free = found.rows.filter(({ id }) => !own.includes(id));
      return new Map(
        Object.entries(Object.groupBy(free, ({ name }) => name)).map(([name, all = []]) => [
          name,
          all.map(({ id }) => id),
        ]),
      );
    },
    async versionOf(id) {
      const found = await owner.query<{ version: number }>(versions, [id]);
      return found.rows[0]?.version;
    },
    async revive(tab) {
      revived += 1; // tries are counted by address
      tab.address = `10.8.${revived >> 8}.${revived & 255}`;
      const reply = await tab.signIn(names.get(tab) ?? '');
      if (reply.status !== 200) throw new Error(`${names.get(tab)} cannot sign in again: ${reply.status}`);
    },
    close: () => owner.end(),
  };
}
