import type { IncidentSummary, WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../ground/refusal/index.ts';
import type { IncidentsDesk } from '../work/incidents/desk.ts';
import { findIncident } from '../work/incidents/detail.ts';
import { listOfWarning } from '../work/incidents/list.ts';
import { recordElements } from '../work/incidents/record.ts';
import { answerReview, askReview } from '../work/incidents/reviews.ts';
import { collect, handOver } from '../work/incidents/steps.ts';
import { reopenWarning, signWarning } from '../work/warnings/service.ts';
import { minutes, openOffice, start } from '../work/warnings/testing/office.ts';
import { closeAndCollect, undoAndTakeBack } from './cheated-to-incident.ts';

const office = await openOffice();
const { people, units } = office;
type Somebody = (typeof people)['east'];

const loss = { amount: 3_500_000, at: start.toISOString() };
const cheat = (who: Somebody, { id, version }: { id: string; version: number }, now = start) =>
  office.act(who, now, (desk) =>
    closeAndCollect(desk, { id, version, outcome: 'cheated', loss, stopPayment: 'asked' }),
  ) as Promise<WarningDetail>;
const undo = (who: Somebody, warning: WarningDetail, now = start) =>
  office.act(who, now, (desk) =>
    undoAndTakeBack(desk, { id: warning.id, version: warning.version, historyId: warning.undo!.historyId }),
  ) as Promise<WarningDetail>;
const by = <T>(who: Somebody, work: (desk: IncidentsDesk) => Promise<T>, now = start) =>
  office.act(who, now, work);
const incidentsOf = (who: Somebody, warning: string): Promise<IncidentSummary[]> =>
  by(who, (desk) => listOfWarning(desk, warning));
async function see(who: Somebody, id: string) {
  const found = await by(who, (desk) => findIncident(desk, id));
  if (isRefusal(found)) throw new Error(found.code);
  return found;
}

let serial = 0;
/** A warning about somebody new in the east town, signed for at its station. */
async function warn(): Promise<WarningDetail> {
  const number = String(++serial).padStart(4, '0');
  const { id, version } = await office.warn('high', {
    name: '赵小云',
    phone: `1361235${number}`,
    idNo: `3302061990010${number}X`,
    account: `622202123456789${number}`,
  });
  return (await office.act(people.east, start, (desk) =>
    signWarning(desk, { id, version }),
  )) as WarningDetail;
}
const cheated = async () => cheat(people.duty, await warn());

describe('a warning that ends as cheated', () => {
  test('opens an incident with what it knows, in the same transaction', async () => {
    const warning = await cheated();
    const [incident, ...more] = await incidentsOf(people.duty, warning.id);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({
      state: 'draft',
      source: 'warning',
      warning: { id: warning.id, no: warning.no },
      unit: { id: warning.unit.id },
      place: { code: warning.place.code },
      openedBy: { id: people.duty.id },
      victim: '赵**',
      lossFen: 3_500_000,
      reportDue: minutes(30).toISOString(),
    });
    const detail = await see(people.duty, incident!.id);
    expect(detail.values).toMatchObject({
      victimName: '赵**',
      victimPhone: expect.stringMatching(/^136\*{4}\d{4}$/),
    });
    expect(detail.rows).toMatchObject([
      {
        no: 1,
        amount: 3_500_000,
        sentAt: loss.at,
        sentTo: 'minute',
        fromName: '赵**',
        fromAccount: expect.stringMatching(/^622202\*+\d{4}$/),
      },
    ]);
    expect(detail.clock).toMatchObject({
      state: 'running',
      dueAt: minutes(30).toISOString(),
      warnAt: minutes(20).toISOString(),
    });
  });

  test('rolls back with it: a refused ending leaves no incident behind', async () => {
    const warning = await warn();
    const refused = await office.act(people.duty, start, (desk) =>
      closeAndCollect(desk, { id: warning.id, version: warning.version, outcome: 'cheated' }),
    );
    expect(refused).toMatchObject({ code: 'MISSING' });
    expect(await incidentsOf(people.duty, warning.id)).toEqual([]);
  });

  test('told again after it was reopened keeps the one incident, linked', async () => {
    const warning = await cheated();
    const opened = (await office.act(people.duty, start, (desk) =>
      reopenWarning(desk, { id: warning.id, version: warning.version, note: '又有新情况' }),
    )) as WarningDetail;
    const [before] = await incidentsOf(people.duty, warning.id);
    expect(before).toMatchObject({ state: 'draft', warning: { id: warning.id } });
    const signed = (await office.act(people.east, start, (desk) =>
      signWarning(desk, { id: opened.id, version: opened.version }),
    )) as WarningDetail;
    const again = await cheat(people.duty, signed);
    expect(await incidentsOf(people.duty, warning.id)).toEqual([before]);
    // That ending did not open it: taking it back leaves the incident alone.
    await undo(people.duty, again);
    expect(await incidentsOf(people.duty, warning.id)).toEqual([before]);
  });

  test('any other ending opens none', async () => {
    const warning = await warn();
    await office.act(people.duty, start, (desk) =>
      closeAndCollect(desk, {
        id: warning.id,
        version: warning.version,
        outcome: 'not_matched',
        falseAlarm: 'no_contact',
      }),
    );
    expect(await incidentsOf(people.duty, warning.id)).toEqual([]);
  });

  test('tells the desk and the leader of the unit, by number alone', async () => {
    const warning = await cheated();
    const [incident] = await incidentsOf(people.duty, warning.id);
    const told = await office.query<{ person_id: string; params: object }>(
      'SELECT person_id, params FROM notice WHERE kind = $1 AND link = $2',
      ['incident.opened', `/incidents/${incident!.id}`],
    );
    expect(told.map(({ person_id }) => person_id).sort()).toEqual(
      (warning.unit.id === units.eastStation
        ? [people.dutyToo.id, people.eastLeader.id]
        : [people.dutyToo.id]
      ).sort(),
    );
    expect(told[0]?.params).toEqual({ no: incident!.no });
  });
});

describe('undoing that ending', () => {
  test('withdraws the incident and deletes nothing; the same ending again takes it up where it stood', async () => {
    const warning = await cheated();
    const [incident] = await incidentsOf(people.duty, warning.id);
    await by(people.dutyToo, (desk) =>
      recordElements(desk, {
        id: incident!.id,
        version: incident!.version,
        set: { brief: '接到假客服电话' },
      }),
    );
    const undone = await undo(people.duty, warning);
    const gone = await see(people.duty, incident!.id);
    expect(gone).toMatchObject({
      state: 'withdrawn',
      withdrawn: { how: 'undo', by: { id: people.duty.id } },
      values: { brief: '接到假客服电话' },
      clock: { state: 'cancelled' },
      acts: [],
    });
    await cheat(people.duty, undone, minutes(2));
    const back = await see(people.duty, incident!.id);
    expect(back).toMatchObject({
      state: 'draft',
      withdrawn: null,
      values: { brief: '接到假客服电话' },
      clock: { state: 'running', dueAt: minutes(30).toISOString() },
    });
    expect(back.history.map(({ act }) => act)).toEqual(['restore', 'take_back', 'record', 'record', 'open']);
    expect(await incidentsOf(people.duty, warning.id)).toHaveLength(1);
  });

  test('leaves one alone that has been handed over: two people withdraw that', async () => {
    const warning = await cheated();
    const [incident] = await incidentsOf(people.duty, warning.id);
    const seen = async () => ({ id: incident!.id, version: (await see(people.duty, incident!.id)).version });
    await by(people.duty, async (desk) => collect(desk, { ...(await seen()), note: '对方户名暂时不知道' }));
    await by(people.duty, async (desk) => handOver(desk, { ...(await seen()), to: '市局止付专席' }));
    await undo(people.duty, warning);
    expect(await see(people.duty, incident!.id)).toMatchObject({
      state: 'handed_over',
      clock: { state: 'met' },
    });
  });

  test('of one that two people withdrew leads to another incident, not back to the old one', async () => {
    const warning = await cheated();
    const [incident] = await incidentsOf(people.duty, warning.id);
    const seen = async () => ({ id: incident!.id, version: (await see(people.duty, incident!.id)).version });
    await by(people.duty, async (desk) =>
      askReview(desk, { ...(await seen()), kind: 'withdraw', why: '重复登记，与另一起是同一件事' }),
    );
    await by(people.dutyToo, async (desk) => answerReview(desk, { ...(await seen()), agree: true }));
    const undone = await undo(people.duty, warning);
    await cheat(people.duty, undone, minutes(1));
    const all = await incidentsOf(people.duty, warning.id);
    expect(all.map(({ state }) => state).sort()).toEqual(['draft', 'withdrawn']);
  });
});
