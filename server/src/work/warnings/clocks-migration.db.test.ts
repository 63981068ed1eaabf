import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readClocks } from '../../ground/clocks/index.ts';
import { machine, openDb } from '../../ground/db/index.ts';
import * as service from './service.ts';
import { minutes, openOffice } from './testing/office.ts';

const office = await openOffice();

test('warnings from before the clocks get those that are still owed, as a new warning would', async () => {
  const [urgent, low, reached, closed] = [
    await office.warn('urgent'),
    await office.warn('low'),
    await office.warn('high'),
    await office.warn('high'),
  ];
  const { east } = office.people;
  await office.act(east, minutes(1), (desk) => service.signWarning(desk, { id: reached.id, version: 1 }));
  await office.act(east, minutes(2), (desk) =>
    service.recordContact(desk, { id: reached.id, version: 2, method: 'call', reached: true }),
  );
  await office.act(east, minutes(3), (desk) =>
    service.closeWarning(desk, { id: closed.id, version: 1, outcome: 'not_matched', note: '号码有误' }),
  );
  const clocksOf = async (id: string) =>
    (await office.db.inTransaction(machine, (tx) => readClocks(tx, 'warning', id))).map(
      ({ params, ...rest }) => rest,
    );
  const wanted = [await clocksOf(urgent.id), await clocksOf(low.id)];
  const file = await readFile(new URL('../../../migrations/0007-clocks.sql', import.meta.url), 'utf8');
  const owner = openDb(office.database.migrator, { max: 1 });
  await owner.pool.query('TRUNCATE clocks, clock_events');
  await owner.pool.query(file.slice(file.indexOf('-- Open warnings from before')));
  await owner.close();
  expect([await clocksOf(urgent.id), await clocksOf(low.id)]).toEqual(wanted);
  expect([...(await clocksOf(reached.id)), ...(await clocksOf(closed.id))]).toEqual([]);
});
