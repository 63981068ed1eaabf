import type { Role } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb, type Tx } from '../db/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { findActor } from './find-actor.ts';
import { createPerson, listPeople, setDisabled } from './people.ts';
import { addPlaces, listPlaces } from './places.ts';
import { createUnit, listUnits } from './units.ts';

const database = await testDatabase();
const db = openDb(database.app);
const units: Record<string, string> = {};
const inTx = <T>(work: (tx: Tx) => Promise<T>) => db.inTransaction(machine, work);

async function addUnit(code: string, parent?: string): Promise<string> {
  const kind = code.startsWith('FZ') ? 'anti_fraud_center' : 'police_station';
  const made = await inTx((tx) =>
    createUnit(tx, { code, name: `单位${code}`, kind, place: '330206', parent }),
  );
  if (isRefusal(made)) throw new Error(made.code);
  units[code] = made.id;
  return made.id;
}

const addPerson = (username: string, roles: Role[], unit = units.FZ ?? '') =>
  inTx((tx) =>
    createPerson(tx, { name: '某人', username, unit, roles, passwordHash: 'x', mustChangePassword: true }),
  );

async function mustAdd(username: string, roles: Role[], unit?: string): Promise<string> {
  const made = await addPerson(username, roles, unit);
  if (isRefusal(made)) throw new Error(made.code);
  return made.id;
}

beforeAll(async () => {
  await db.pool.query("INSERT INTO installation (kind, county_code) VALUES ('real', '330206')");
  await inTx((tx) =>
    addPlaces(tx, [
      { code: '33', name: '浙江省', level: 1, parent: null },
      { code: '3302', name: '宁波市', level: 2, parent: '33' },
      { code: '330206', name: '北仑区', level: 3, parent: '3302' },
      { code: '330206001', name: '新碶街道', level: 4, parent: '330206' },
    ]),
  );
  await addUnit('FZ');
  await addUnit('PS', undefined);
  await addUnit('PS-SQUAD', units.PS);
  await addUnit('PS-GRID', units['PS-SQUAD']);
});
afterAll(() => db.close());

describe('places', () => {
  test('start at the county and open level by level', async () => {
    expect(await listPlaces(db.pool)).toEqual([{ code: '330206', name: '北仑区', level: 3, children: 1 }]);
    expect((await listPlaces(db.pool, '330206')).map((place) => place.name)).toEqual(['新碶街道']);
    expect(await listPlaces(db.pool, '330206001')).toEqual([]);
  });
});

describe('units', () => {
  test('a code is given once', async () => {
    const again = { code: 'FZ', name: '另一个', kind: 'school', place: '330206' } as const;
    expect(await inTx((tx) => createUnit(tx, again))).toMatchObject({ code: 'CODE_TAKEN' });
  });

  test('a place and a parent must be there', async () => {
    const unit = { code: 'X1', name: '某校', kind: 'school', place: '330206' } as const;
    expect(await inTx((tx) => createUnit(tx, { ...unit, place: '330299' }))).toMatchObject({
      code: 'UNKNOWN_PLACE',
    });
    const parent = '00000000-0000-0000-0000-000000000000';
    expect(await inTx((tx) => createUnit(tx, { ...unit, parent }))).toMatchObject({ code: 'UNKNOWN_PARENT' });
  });

  test('are found by part of name or code, wildcards taken literally', async () => {
    const codes = async (q: string) => (await listUnits(db.pool, { q })).map((unit) => unit.code);
    expect(await codes('ps-')).toEqual(['PS-GRID', 'PS-SQUAD']);
    expect(await codes('%')).toEqual([]);
    expect(await codes('_')).toEqual([]);
    expect((await listUnits(db.pool, { kind: 'anti_fraud_center' })).map((unit) => unit.code)).toEqual([
      'FZ',
    ]);
  });
});

describe('people', () => {
  test('a name is given once, also when two ask at the same moment', async () => {
    const made = await Promise.all([1, 2, 3].map(() => addPerson('twice', ['analyst'])));
    expect(made.filter((one) => !isRefusal(one))).toHaveLength(1);
    expect(made.filter((one) => isRefusal(one) && one.code === 'USERNAME_TAKEN')).toHaveLength(2);
  });

  test('an administrator holds no other role', async () => {
    expect(await addPerson('both', ['system_admin', 'duty_officer'])).toMatchObject({
      code: 'ROLES_EXCLUDE',
    });
    expect(await addPerson('two', ['security_admin', 'audit_admin'])).toMatchObject({
      code: 'ROLES_EXCLUDE',
    });
  });

  test('the unit must be there', async () => {
    const nowhere = '00000000-0000-0000-0000-000000000000';
    expect(await addPerson('lost', ['analyst'], nowhere)).toMatchObject({ code: 'UNKNOWN_UNIT' });
  });

  test('are listed without anything about their password', async () => {
    const people = await listPeople(db.pool, { q: 'twice' });
    expect(people).toMatchObject([{ username: 'twice', mustChangePassword: true, disabledAt: null }]);
    expect(JSON.stringify(people)).not.toContain('assword_hash');
  });
});

describe('disabling', () => {
  /** As after the first sign-in and the change of the first password. */
  const signedInOnce = (...ids: string[]) =>
    inTx((tx) =>
      tx.query('UPDATE person SET last_seen_at = now(), must_change_password = false WHERE id = ANY ($1)', [
        ids,
      ]),
    );

  test('leaves somebody who has been there: accounts that nobody has used do not count', async () => {
    const [used, unused] = [
      await mustAdd('admin.c', ['system_admin']),
      await mustAdd('admin.d', ['system_admin']),
    ];
    await signedInOnce(used);
    const disable = (id: string) => inTx((tx) => setDisabled(tx, id, true));
    expect(await disable(used)).toMatchObject({ code: 'LAST_ADMIN' });
    expect(await disable(unused)).toMatchObject({ disabledAt: expect.any(String) });
    await inTx((tx) => setDisabled(tx, unused, false));
    await signedInOnce(unused);
    expect(await disable(used)).toMatchObject({ disabledAt: expect.any(String) });
    expect(await disable(unused)).toMatchObject({ code: 'LAST_ADMIN' });
    await inTx((tx) => tx.query('UPDATE person SET disabled_at = now() WHERE id = $1', [unused]));
  });

  test('of two administrators who disable each other at once one stays', async () => {
    const [a, b] = [await mustAdd('admin.a', ['system_admin']), await mustAdd('admin.b', ['system_admin'])];
    await signedInOnce(a, b);
    const both = await Promise.all([a, b].map((id) => inTx((tx) => setDisabled(tx, id, true))));
    expect(both.filter((one) => isRefusal(one) && one.code === 'LAST_ADMIN')).toHaveLength(1);
  });

  test('a disabled person is nobody, and somebody again afterwards', async () => {
    const id = await mustAdd('leaver', ['analyst']);
    await inTx((tx) => setDisabled(tx, id, true));
    expect(await findActor(db.pool, id)).toBeNull();
    await inTx((tx) => setDisabled(tx, id, false));
    expect(await findActor(db.pool, id)).toMatchObject({ username: 'leaver' });
  });

  test('who is not there cannot be disabled', async () => {
    const nobody = '00000000-0000-0000-0000-000000000000';
    expect(await inTx((tx) => setDisabled(tx, nobody, true))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the scope of an actor', () => {
  test('of a station covers its squads and grids, of a squad not the station', async () => {
    const officer = await findActor(db.pool, await mustAdd('station', ['station_officer'], units.PS));
    const squad = await findActor(db.pool, await mustAdd('squad', ['grid_worker'], units['PS-SQUAD']));
    expect(officer?.scope).toMatchObject({ place: '' });
    const below = (actor: typeof officer) =>
      actor?.scope.kind === 'person' ? [...actor.scope.units].sort() : [];
    expect(below(officer)).toEqual([units.PS, units['PS-SQUAD'], units['PS-GRID']].sort());
    expect(below(squad)).toEqual([units['PS-SQUAD'], units['PS-GRID']].sort());
  });

  test('of a duty officer is the place of the centre', async () => {
    const actor = await findActor(db.pool, await mustAdd('duty', ['duty_officer']));
    expect(actor?.scope).toMatchObject({ place: '330206', units: [] });
  });

  test('survives units that are each other’s parents', async () => {
    const top = await addUnit('LOOP-A');
    const low = await addUnit('LOOP-B', top);
    await db.pool.query('UPDATE unit SET parent_id = $1 WHERE id = $2', [low, top]);
    const actor = await findActor(db.pool, await mustAdd('loop', ['station_officer'], top));
    expect(actor?.scope.kind === 'person' && [...actor.scope.units].sort()).toEqual([top, low].sort());
  });
});
