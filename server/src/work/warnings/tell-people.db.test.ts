import { beforeEach, expect, test } from 'vitest';
import { fireBatch } from '../../ground/clocks/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { warningClocks } from './fire-clocks.ts';
import * as service from './service.ts';
import { minutes, openOffice, start } from './testing/office.ts';

const office = await openOffice();
const { people } = office;
const handlers = { warning: warningClocks(office.deps) };
const fire = (now: Date) => fireBatch({ db: office.db, handlers, limit: 1_000, now: async () => now });

interface Told {
  kind: string;
  params: { no: number; count?: number };
  link: string;
  urgent: boolean;
  person: string;
}
const notices = () =>
  office.query<Told>(
    'SELECT kind, params, link, urgent, person_id AS person FROM notice ORDER BY at, id',
    [],
  );
let before = 0;
beforeEach(async () => {
  before = (await notices()).length;
});
const news = async () => (await notices()).slice(before);

test('who is given a warning is told, once, with a link; who takes one over himself is not', async () => {
  const raised = await office.warn('middle');
  const given = await office.act(people.duty, start, (desk) =>
    service.assignWarning(desk, { id: raised.id, version: raised.version, person: people.east.id }),
  );
  expect(isRefusal(given)).toBe(false);
  expect(await news()).toMatchObject([
    {
      kind: 'warning.assigned',
      params: { no: raised.no },
      link: `/warnings/${raised.id}`,
      person: people.east.id,
    },
  ]);
});

test('the holder hears of several clocks in one notice, not in one for each', async () => {
  const raised = [await office.warn('urgent'), await office.warn('urgent')];
  for (const { id, version } of raised) {
    await office.act(people.duty, start, (desk) =>
      service.assignWarning(desk, { id, version, person: people.east.id }),
    );
  }
  before = (await notices()).length;
  await fire(minutes(13));
  expect((await news()).filter(({ kind }) => kind === 'warning.due')).toMatchObject([
    { params: { count: 2 }, link: '/warnings', urgent: false, person: people.east.id },
  ]);
});

test('whom it went up to is told urgently', async () => {
  await office.warn('urgent');
  await fire(minutes(14));
  before = (await notices()).length;
  await fire(minutes(31));
  const overdue = (await news()).filter(({ kind }) => kind === 'warning.overdue');
  expect(overdue.length).toBeGreaterThan(0);
  const above = [people.eastLeader.id, people.duty.id, people.dutyToo.id];
  expect(overdue.every(({ urgent, person }) => urgent && above.includes(person))).toBe(true);
});
