import type { Level, Reason, Role, Signal, WarningDetail } from '@lanzha/contract';
import { afterAll } from 'vitest';
import { type Db, machine, openDb, type Tx } from '../../../ground/db/index.ts';
import { type Actor, findActor } from '../../../ground/directory/index.ts';
import { openParams } from '../../../ground/params/index.ts';
import { inTransactionOrRefusal, isRefusal } from '../../../ground/refusal/index.ts';
import { masterKeysFrom, openVault } from '../../../ground/vault/index.ts';
import { smallCounty } from '../../../testing/county.ts';
import { type TestDatabase, testDatabase } from '../../../testing/database.ts';
import type { Desk, WarningsDeps } from '../desk.ts';
import { findWarning } from '../find-warning.ts';
import { isSecondOpen } from '../other-warnings.ts';
import type { Raise, Raised } from '../raise.ts';
import { raiseWarnings } from '../raise-warnings.ts';

/** A county at work: its database, its people, and the room's services in transactions of their own. */
export interface Office {
  readonly database: TestDatabase;
  readonly db: Db;
  readonly deps: WarningsDeps;
  readonly units: Awaited<ReturnType<typeof smallCounty>> & { readonly grid: string };
  readonly people: Readonly<Record<keyof typeof staff, Actor>>;
  /** One transaction under the person's scope, rolled back on a refusal, at an instant. */
  act<T>(who: Actor, now: Date, work: (desk: Desk) => Promise<T>): Promise<T>;
  raise(raises: Partial<Raise>[], now?: Date): Promise<Raised[]>;
  /** A new warning in the east town, as just dispatched. */
  warn(level?: Level, subject?: Partial<Signal['subject']>): Promise<WarningDetail>;
  see(who: Actor, id: string, now?: Date): Promise<WarningDetail>;
  /** Lent by the desk for reading, for a day of the clock on the wall. */
  lend(id: string, borrower: Actor): Promise<void>;
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
}

const staff = {
  duty: { name: '王值班', roles: ['duty_officer'], unit: 'center' },
  dutyToo: { name: '吴值班', roles: ['duty_officer'], unit: 'center' },
  eastLeader: { name: '郑所长', roles: ['leader'], unit: 'eastStation' },
  analyst: { name: '李研判', roles: ['analyst'], unit: 'center' },
  east: { name: '陈东', roles: ['station_officer'], unit: 'eastStation' },
  eastToo: { name: '周东', roles: ['station_officer'], unit: 'eastStation' },
  west: { name: '赵西', roles: ['station_officer'], unit: 'westStation' },
  grid: { name: '孙网格', roles: ['grid_worker'], unit: 'grid' },
  liaison: { name: '钱联络', roles: ['bank_liaison'], unit: 'center' },
} as const satisfies Record<string, { name: string; roles: Role[]; unit: keyof Office['units'] }>;

export const start = new Date('2026-03-02T01:00:00Z');
export const minutes = (count: number, from = start) => new Date(from.getTime() + count * 60_000);

export async function openOffice(): Promise<Office> {
  const database = await testDatabase();
  const db = openDb(database.app, { max: 8 });
  const county = await smallCounty(database.migrator);
  const params = await openParams(db);
  const deps: WarningsDeps = { params, vault: openVault(masterKeysFrom(Buffer.alloc(64, 7))) };
  afterAll(async () => {
    params.close();
    await db.close();
  });
  const asMachine = <T>(work: (tx: Tx) => Promise<T>) => db.inTransaction(machine, work);
  const units = await asMachine(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `INSERT INTO unit (code, name, kind, place_code) VALUES ('GRID-1', '东一网格', 'grid', '330206001001') RETURNING id`,
    );
    return { ...county, grid: rows[0]!.id };
  });
  const entries = Object.entries(staff) as [keyof typeof staff, (typeof staff)[keyof typeof staff]][];
  const people: Partial<Record<keyof typeof staff, Actor>> = {};
  for (const [key, { name, roles, unit }] of entries) {
    people[key] = await asMachine(async (tx) => {
      const { rows } = await tx.query<{ id: string }>(
        `INSERT INTO person (name, username, unit_id, roles, password_hash) VALUES ($1, $2, $3, $4, '-') RETURNING id`,
        [name, `u-${key.toLowerCase()}`, units[unit], roles],
      );
      return (await findActor(tx, rows[0]!.id))!;
    });
  }
  const office: Office = {
    database,
    db,
    deps,
    units,
    people: people as Office['people'],
    async warn(level = 'high', subject = {}) {
      const about = { phone: freshPhone(), place: '330206001001', ...subject };
      const [raised] = await office.raise([{ judgements: [judgementOf(reportOf(about), level)] }]);
      return office.see(office.people.duty, raised!.warningId);
    },
    act: (who, now, work) =>
      inTransactionOrRefusal(db, who.scope, (tx) => work({ ...deps, tx, actor: who, now })) as never,
    async raise(raises, now = start) {
      const full = raises.map((raise) => ({ ...raiseOf(), ...raise }));
      const raised = await lookingAgain(() => asMachine((tx) => raiseWarnings(tx, deps, full, now)));
      return full.flatMap((raise) => raised.get(raise.person) ?? []);
    },
    async see(who, id, now = start) {
      const found = await inTransactionOrRefusal(db, who.scope, (tx) =>
        findWarning({ ...deps, tx, actor: who, now }, id),
      );
      if (isRefusal(found)) throw new Error(`${who.name} does not see ${id}`);
      return found;
    },
    async lend(id, borrower) {
      const { duty } = office.people;
      await office.act(duty, new Date(), ({ tx }) =>
        tx.query(
          `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
           VALUES ($1, $2, $3, $4, 'read', now() + interval '1 d', '{}', (SELECT max(id) FROM rule_param))`,
          [id, duty.id, duty.unitId, borrower.id],
        ),
      );
    },
    query: (sql, values = []) => asMachine(async (tx) => (await tx.query(sql, values)).rows),
  };
  return office;
}

/** A batch that another one was in the way of is run again. */
async function lookingAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 6 || !isSecondOpen(error)) throw error;
    }
  }
}

let serial = 0;

export const freshPhone = () => String(13_600_000_000 + ++serial);

export function reportOf(subject: Signal['subject'], more: { at?: Date; text?: string } = {}): Signal {
  const at = (more.at ?? start).toISOString();
  return { id: `R-${++serial}`, kind: 'report', at, subject, text: more.text ?? '接到自称客服的电话' };
}

export function judgementOf(
  signal: Signal,
  level: Level = 'high',
  more: Partial<Raise['judgements'][number]> = {},
): Raise['judgements'][number] {
  const reasons: Reason[] = [{ code: `test.${level}`, text: '所述情况像诈骗。', weight: 62 }];
  return {
    level,
    score: { urgent: 90, high: 65, middle: 45, low: 30 }[level],
    reasons,
    fraudType: null,
    batchId: ++serial,
    ord: 0,
    at: new Date(signal.at),
    signal,
    ...more,
  };
}

/** A raise for somebody new in the east town, high. */
export function raiseOf(more: Partial<Raise> = {}): Raise {
  const subject = { phone: freshPhone(), place: '330206001001' };
  return {
    person: crypto.randomUUID(),
    absorb: [],
    judgements: [judgementOf(reportOf(subject))],
    earlier: [],
    source: '96110',
    unitOfKey: crypto.randomUUID(),
    ...more,
  };
}
