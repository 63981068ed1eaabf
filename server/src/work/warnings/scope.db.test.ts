import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { inTransactionOrRefusal } from '../../ground/refusal/index.ts';
import { countOpenWarnings } from './count-open.ts';
import type { Desk } from './desk.ts';
import { findWarning } from './find-warning.ts';
import { listWarnings } from './list-warnings.ts';
import { revealField } from './reveal.ts';
import * as service from './service.ts';
import { openOffice, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people, units } = office;

const everything = {
  get: (desk, { id }) => findWarning(desk, id),
  assign: (desk, seen) => service.assignWarning(desk, { ...seen, unit: units.westStation }),
  sign: (desk, seen) => service.signWarning(desk, seen),
  contact: (desk, seen) => service.recordContact(desk, { ...seen, method: 'call', reached: true }),
  meet: (desk, seen) => service.recordMeeting(desk, { ...seen, companions: ['周东'] }),
  transfer: (desk, seen) => service.transferWarning(desk, { ...seen, place: '330206002', note: '迁居' }),
  close: (desk, seen) => service.closeWarning(desk, { ...seen, outcome: 'not_matched', note: '不符' }),
  reopen: (desk, seen) => service.reopenWarning(desk, { ...seen, note: '再看' }),
  undo: (desk, seen) => undoLastStep(desk, { ...seen, historyId: crypto.randomUUID() }),
  reveal: (desk, { id }) => revealField(desk, { id, field: 'phone', reason: '联系本人' }),
} as const satisfies Record<string, (desk: Desk, seen: { id: string; version: number }) => Promise<unknown>>;

const list = (who: (typeof people)['east']) =>
  office
    .act(who, start, (desk) => listWarnings(desk, { limit: 200 }))
    .then((page) => page.items.map((w) => w.id));

describe('a station officer of another town', () => {
  test('sees nothing of it', async () => {
    const { id } = await office.warn();
    expect(await list(people.west)).not.toContain(id);
    expect(await office.act(people.west, start, (desk) => countOpenWarnings(desk))).toMatchObject({
      open: 0,
      overdue: 0,
    });
  });

  test.each(Object.entries(everything))('gets NOT_FOUND on %s', async (_name, act) => {
    const { id, version } = await office.warn();
    const answer = await office.act(
      people.west,
      start,
      (desk): Promise<unknown> => act(desk, { id, version }),
    );
    expect(answer).toMatchObject({ code: 'NOT_FOUND' });
    expect(await office.see(people.duty, id)).toMatchObject({ version, state: 'dispatched' });
  });
});

describe('a grid worker', () => {
  test('sees what was given to the grid, not what else lies in the village', async () => {
    const [theirs, other] = [await office.warn(), await office.warn()];
    await office.act(people.duty, start, (desk) =>
      service.assignWarning(desk, { id: theirs.id, version: 1, unit: units.grid }),
    );
    expect(await list(people.grid)).toEqual([theirs.id]);
    expect(
      await office.act(people.grid, start, (desk): Promise<unknown> => findWarning(desk, other.id)),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await office.see(people.grid, theirs.id)).toMatchObject({
      acts: ['sign', 'return', 'close'],
      revealable: ['phone'],
    });
  });
});

describe('a liaison of a bank', () => {
  test('reaches nothing even where no face stands before it', async () => {
    const { id, version } = await office.warn();
    expect(await list(people.liaison)).toEqual([]);
    for (const act of Object.values(everything)) {
      const answer = await office.act(
        people.liaison,
        start,
        (desk): Promise<unknown> => act(desk, { id, version }),
      );
      expect(answer).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('who hands over', () => {
  test('does not move a warning out of the own sight: that is for somebody above', async () => {
    const { id, version } = await office.warn();
    const acting = { ...people.east, acts: people.duty.acts };
    for (const act of [everything.assign, everything.transfer]) {
      const answer = await office.act(acting, start, (desk): Promise<unknown> => act(desk, { id, version }));
      expect(answer).toMatchObject({
        code: 'FORBIDDEN',
        data: { act: 'warnings.assign', roles: ['duty_officer'] },
      });
    }
  });
});

describe('the application cannot rewrite what happened', () => {
  test.each(['warning_history', 'warning_evidence'])('neither UPDATE nor DELETE on %s', async (table) => {
    await office.warn();
    const app = new pg.Client(office.database.app);
    await app.connect();
    try {
      await app.query("SELECT set_config('lanzha.scope', 'all', false)");
      await expect(app.query(`UPDATE ${table} SET at = now()`)).rejects.toThrow('permission denied');
      await expect(app.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(app.query(`TRUNCATE ${table}`)).rejects.toThrow('permission denied');
    } finally {
      await app.end();
    }
  });

  test('nor delete a warning', async () => {
    const { id } = await office.warn();
    await expect(
      inTransactionOrRefusal(office.db, machine, (tx) => tx.query('DELETE FROM warning WHERE id = $1', [id])),
    ).rejects.toThrow('permission denied');
  });

  test('nor write history for a warning out of its scope', async () => {
    const { id } = await office.warn();
    await expect(
      inTransactionOrRefusal(office.db, people.west.scope, (tx) =>
        tx.query(
          `INSERT INTO warning_history (warning_id, version, by, act) VALUES ($1, 9, 'person', 'close')`,
          [id],
        ),
      ),
    ).rejects.toThrow('row-level security');
  });
});

test('a transaction that names no scope sees no warning', async () => {
  await office.warn();
  const app = new pg.Client(office.database.app);
  await app.connect();
  const { rowCount } = await app.query('SELECT FROM warning');
  await app.end();
  expect(rowCount).toBe(0);
});
