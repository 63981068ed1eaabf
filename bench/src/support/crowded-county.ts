import { randomBytes } from 'node:crypto';
import type { Role, Signal, UnitKind } from '@lanzha/contract';
import { type Db, machine, type Tx } from '@lanzha/server/ground/db';
import { type Actor, addPlaces, createPerson, createUnit, findActor } from '@lanzha/server/ground/directory';
import { completeInstallation, fixInstallationKind } from '@lanzha/server/ground/installation';
import { raiseWarnings, type WarningsDeps } from '@lanzha/server/work/warnings';

export const towns = 30;
const county = '330206';
const townOf = (i: number) => `${county}${String(i + 1).padStart(3, '0')}`;

export interface CrowdedCounty {
  readonly people: Readonly<Record<Who, Actor>>;
  /** Warnings of the first station whose subjects are really sealed: can be revealed. */
  readonly sealed: readonly string[];
}
const staff = {
  'county desk': { unit: 'centre', role: 'duty_officer' },
  'town desk': { unit: 'desk', role: 'duty_officer' },
  'station officer': { unit: 'station', role: 'station_officer' },
  'another station officer': { unit: 'station', role: 'station_officer' },
  'station leader, grids below': { unit: 'station', role: 'leader' },
  'grid worker': { unit: 'grid', role: 'grid_worker' },
  'borrower of 20': { unit: 'centre', role: 'school_contact' },
} as const satisfies Record<string, { unit: string; role: Role }>;
export type Who = keyof typeof staff;

/** A county of thirty towns with a station each, `count` warnings made by SQL and a thousand raised as the product does. */
export async function crowdedCounty(
  app: Db,
  owner: Db,
  deps: WarningsDeps,
  count: number,
): Promise<CrowdedCounty> {
  const made = await app.inTransaction(machine, (tx) => found(tx));
  await owner.pool.query(
    `INSERT INTO warning (person, level, state, outcome, score, reasons, source, place_code, unit_id, received_at,
       last_evidence_at, closed_at, contact_due, key_id, subject_sealed, subject_masked)
     SELECT uuidv7(), 1 + i % 3, CASE WHEN i % 100 = 0 THEN 'dispatched' ELSE 'closed' END,
       CASE WHEN i % 100 <> 0 THEN 'dissuaded' END, 40 + i % 60,
       '[{"code":"bench","text":"所述情况像诈骗。","weight":62}]', '96110',
       ($2::text[])[1 + i % $4], ($3::uuid[])[1 + i % $4], at, at, CASE WHEN i % 100 <> 0 THEN at + interval '3 h' END,
       at + interval '2 h', 1, '\\x00', '{"idNo":null,"account":null,"age":null,"occupation":null}'::jsonb || jsonb_build_object('name', '王*', 'phone', '138****' || lpad((i % 10000)::text, 4, '0'))
     FROM generate_series(1, $1::integer) AS i, LATERAL (SELECT now() - i * interval '15 s' AS at) t`,
    [count, made.homes.map(({ place }) => place), made.homes.map(({ unit }) => unit), made.homes.length],
  );
  await owner.pool.query('INSERT INTO warning_index (key, warning_id) SELECT id, id FROM warning');
  const sealed: string[] = [];
  for (let batch = 0; batch < 10; batch++) sealed.push(...(await raiseHundred(app, deps, townOf(0))));
  const lender = made.people['county desk'];
  await owner.pool.query(
    `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
     SELECT w.id, $1, $2, $3, 'read', now() + interval '2 d', '{}', (SELECT max(id) FROM rule_param)
     FROM (SELECT id FROM warning ORDER BY id LIMIT 20) w`,
    [lender.id, lender.unitId, made.people['borrower of 20'].id],
  );
  await owner.pool.query('VACUUM ANALYZE');
  return { people: made.people, sealed };
}

async function found(tx: Tx) {
  await fixInstallationKind(tx, 'drill');
  const places = Array.from({ length: towns }, (_, i) => ({
    code: townOf(i),
    name: `第${i + 1}街道`,
    level: 4,
    parent: county,
  }));
  await addPlaces(tx, [
    { code: '33', name: '省', level: 1, parent: null },
    { code: '3302', name: '市', level: 2, parent: '33' },
    { code: county, name: '区', level: 3, parent: '3302' },
    ...places,
  ]);
  const unit = async (code: string, kind: UnitKind, place: string, parent?: string) => {
    const answer = await createUnit(tx, { code, name: code, kind, place, parent });
    if (!('id' in answer)) throw new Error(`unit ${code} could not be made`);
    return answer.id;
  };
  const units: Record<string, string> = {
    centre: await unit('centre', 'anti_fraud_center', county),
    desk: await unit('desk', 'command_center', townOf(1)),
  };
  const homes: { unit: string; place: string }[] = [];
  for (let i = 0; i < towns; i++) {
    const station = await unit(`station-${i}`, 'police_station', townOf(i));
    const grid = await unit(`grid-${i}`, 'grid', townOf(i), station);
    homes.push({ unit: station, place: townOf(i) }, { unit: grid, place: townOf(i) });
    units.station ??= station;
    units.grid ??= grid;
  }
  await completeInstallation(tx, county);
  const people: Partial<Record<Who, Actor>> = {};
  for (const [who, { unit: at, role }] of Object.entries(staff)) {
    const username = `p${Object.keys(people).length}-bench`;
    const account = {
      name: who,
      username,
      unit: units[at] ?? '',
      roles: [role],
      passwordHash: '-',
      mustChangePassword: false,
    };
    const person = await createPerson(tx, account);
    const actor = 'id' in person ? await findActor(tx, person.id) : null;
    if (actor === null) throw new Error(`${who} could not be hired`);
    people[who as Who] = actor;
  }
  return { homes, people: people as Record<Who, Actor> };
}

/** Telephone of the first subject that is really sealed; the next have the next numbers. */
export const firstPhone = 13_700_000_001;
let serial = 0;

async function raiseHundred(app: Db, deps: WarningsDeps, place: string): Promise<string[]> {
  const now = new Date();
  const raises = Array.from({ length: 100 }, () => {
    const number = ++serial;
    const phone = String(firstPhone - 1 + number);
    const signal: Signal = {
      id: `B-${number}`,
      kind: 'report',
      at: now.toISOString(),
      subject: { phone, place },
      text: '接到自称客服的电话',
    };
    const reasons = [{ code: 'bench', text: '所述情况像诈骗。', weight: 62 }];
    const judged = {
      level: 'urgent',
      score: 90,
      reasons,
      fraudType: null,
      batchId: number,
      ord: 0,
      at: now,
      signal,
    } as const;
    const person = `${randomBytes(4).toString('hex')}-0000-4000-8000-${randomBytes(6).toString('hex')}`;
    return { person, absorb: [], judgements: [judged], earlier: [], source: '96110', unitOfKey: person };
  });
  const raised = await app.inTransaction(machine, (tx) => raiseWarnings(tx, deps, raises, now));
  return [...raised.values()].map(({ warningId }) => warningId);
}
