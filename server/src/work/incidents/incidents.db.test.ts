import type { IncidentDetail } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fireBatch } from '../../ground/clocks/index.ts';
import { minutes } from '../warnings/testing/office.ts';
import { findIncident } from './detail.ts';
import { openIncident } from './open.ts';
import { openPlain } from './plain.ts';
import { incidentClocks } from './report-clock.ts';
import { askReview } from './reviews.ts';
import { collect, handOver } from './steps.ts';
import { openReportDesk, seen, victim } from './testing.ts';
import { addTransfer, recordTransfer, strikeTransfer } from './transfers.ts';

const { office, people, by, report, record, filled } = await openReportDesk();
type Somebody = (typeof people)['east'];

describe('taking down elements', () => {
  test('keeps each value and shows what is missing for stopping the payment', async () => {
    const opened = await report();
    expect(opened).toMatchObject({ state: 'draft', source: 'phone', unit: { id: people.east.unitId } });
    expect(opened.missing[0]).toEqual({ field: 'transfer', transfer: null, need: 'must' });
    const whole = await filled();
    expect(whole.missing.filter(({ need }) => need === 'must')).toEqual([]);
    expect(whole.lossFen).toBe(3_500_000);
  });

  test('answers nothing in clear, in no field, row or entry', async () => {
    const told = JSON.stringify(await filled());
    for (const secret of ['钱小梅', '孙得利', victim.victimIdNo, victim.victimPhone, '6217001234567890123'])
      expect(told).not.toContain(secret);
    expect(told).toContain('钱**');
  });

  test('two officers in different fields do not disturb each other', async () => {
    const opened = await report();
    await record(people.east, opened, { victimName: '钱小梅' });
    const both = await record(people.eastToo, opened, { screenSharing: 'yes' });
    expect(both.values).toMatchObject({ victimName: '钱**', screenSharing: 'yes' });
  });

  test('two officers in the same field: the second hears what stands there, nothing is overwritten', async () => {
    const opened = await report();
    await record(people.east, opened, { victimPhone: '13698765432' });
    const refused = await record(people.eastToo, opened, { victimPhone: '13698765439' });
    expect(refused).toMatchObject({
      code: 'CHANGED',
      data: { by: people.east.name, field: 'victimPhone', theirs: '136****5432' },
    });
    const plain = await by(people.east, (desk) => openPlain(desk, { id: opened.id, purpose: 'check' }));
    expect(plain).toMatchObject({ values: { victimPhone: '13698765432' } });
  });

  test('the same value again is no step, and one’s own is written over', async () => {
    const opened = await report();
    const once = await record(people.east, opened, { talk: '说快递丢了' });
    expect((await record(people.eastToo, opened, { talk: '说快递丢了' })).version).toBe(once.version);
    expect((await record(people.east, opened, { talk: '说包裹丢了' })).values.talk).toBe('说包裹丢了');
  });

  test('another type takes its subtype away; a subtype of another type is refused', async () => {
    const opened = await report();
    const typed = await record(people.east, opened, { fraudType: '04', subtype: '02' });
    expect(typed).toMatchObject({ typeVersion: '2025', values: { fraudType: '04', subtype: '02' } });
    expect((await record(people.east, typed, { fraudType: '11' })).values).toMatchObject({
      fraudType: '11',
      subtype: null,
    });
    expect(await record(people.east, typed, { subtype: '09' })).toMatchObject({ code: 'UNKNOWN_SUBTYPE' });
  });

  test('a row entered by mistake is struck out, counts no more and stays readable', async () => {
    const whole = await filled();
    const [row] = whole.rows;
    const struck = (await by(people.east, (desk) =>
      strikeTransfer(desk, { ...seen(whole), transfer: row!.id }),
    )) as IncidentDetail;
    expect(struck).toMatchObject({ lossFen: 0, transfers: 0, rows: [{ struck: true, amount: 3_500_000 }] });
    const again = await by(people.east, (desk) =>
      recordTransfer(desk, { ...seen(struck), transfer: row!.id, set: { amount: 1 } }),
    );
    expect(again).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('two officers in the same transfer hear of each other', async () => {
    const whole = await filled();
    const transfer = whole.rows[0]!.id;
    const amend = (who: Somebody, amount: number) =>
      by(who, (desk) => recordTransfer(desk, { ...seen(whole), transfer, set: { amount } }));
    expect(await amend(people.eastToo, 3_600_000)).toMatchObject({ lossFen: 3_600_000 });
    expect(await amend(people.east, 3_700_000)).toMatchObject({
      code: 'CHANGED',
      data: { field: 'amount', theirs: '3600000' },
    });
  });

  test('a transfer at an ATM can be cancelled for a day, which is said', async () => {
    const whole = await filled();
    const told = (await by(people.east, (desk) =>
      recordTransfer(desk, { ...seen(whole), transfer: whole.rows[0]!.id, set: { arrival: 'atm_24h' } }),
    )) as IncidentDetail;
    expect(told.rows[0]).toMatchObject({ arrival: 'atm_24h', cancelUntil: '2026-03-02T07:20:00.000Z' });
  });

  test.each([
    ['an hour from now', minutes(60), 'future'],
    ['a year from now', minutes(525_600), 'future'],
    ['in 1926', new Date('1926-03-01T07:20:00Z'), 'too_early'],
  ])('a transfer %s is refused, new or amended, by its field', async (_when, at, why) => {
    const whole = await filled();
    const set = { sentAt: at.toISOString(), sentTo: 'minute' } as const;
    const refused = { code: 'WRONG_TIME', data: { field: 'sentAt', why } };
    const transfer = whole.rows[0]!.id;
    expect(await by(people.east, (desk) => addTransfer(desk, { id: whole.id, set }))).toMatchObject(refused);
    expect(
      await by(people.east, (desk) => recordTransfer(desk, { ...seen(whole), transfer, set })),
    ).toMatchObject(refused);
  });

  test('a transfer may lie before the report or just now, by a clock that is a little fast', async () => {
    const whole = await filled();
    for (const at of [minutes(-3 * 525_600), minutes(0), minutes(4)]) {
      const told = (await by(people.east, (desk) =>
        addTransfer(desk, { id: whole.id, set: { sentAt: at.toISOString(), sentTo: 'minute' } }),
      )) as IncidentDetail;
      expect(told.rows.at(-1)?.sentAt).toBe(at.toISOString());
    }
  });

  test('fen come back exactly, whatever they are', async () => {
    const opened = await report();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000_000_000 }), async (amount) => {
        const told = (await by(people.east, (desk) =>
          addTransfer(desk, { id: opened.id, set: { amount } }),
        )) as IncidentDetail;
        expect(told.rows.at(-1)?.amount).toBe(amount);
      }),
      { numRuns: 8 },
    );
  });
});

describe('from a draft to the other side', () => {
  test('is collected when everything that must be there is there, or with a reason', async () => {
    const bare = await report();
    expect(await by(people.east, (desk) => collect(desk, seen(bare)))).toMatchObject({
      code: 'MISSING',
      data: { field: 'transfer' },
    });
    const explained = await by(people.east, (desk) =>
      collect(desk, { ...seen(bare), note: '当事人昏迷，家属不清楚' }),
    );
    expect(explained).toMatchObject({
      state: 'collected',
      history: [{ act: 'collect', note: '当事人昏迷，家属不清楚' }, {}],
    });
    const whole = await filled();
    expect(await by(people.east, (desk) => collect(desk, seen(whole)))).toMatchObject({ state: 'collected' });
  });

  test('is handed over to somebody, with a time and a receipt, which ends the clock', async () => {
    const whole = await filled();
    expect(await by(people.east, (desk) => handOver(desk, { ...seen(whole), to: '市局' }))).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    const ready = (await by(people.east, (desk) => collect(desk, seen(whole)))) as IncidentDetail;
    const given = await by(
      people.east,
      (desk) => handOver(desk, { ...seen(ready), to: '市局止付专席', receipt: 'ZF-2026-0312' }),
      minutes(12),
    );
    expect(given).toMatchObject({
      state: 'handed_over',
      handedOver: { to: '市局止付专席', at: minutes(12).toISOString(), by: { id: people.east.id } },
      values: { receipt: 'ZF-2026-0312' },
      clock: { state: 'met' },
    });
  });

  test('to whom it was handed over is told without numbers, in the sheet and in the history', async () => {
    const ready = (await by(people.east, async (desk) =>
      collect(desk, seen(await filled())),
    )) as IncidentDetail;
    const given = await by(people.east, (desk) =>
      handOver(desk, { ...seen(ready), to: '市局李警官 13911112222' }),
    );
    expect(given).toMatchObject({ handedOver: { to: '市局李警官 139****2222' } });
    expect(JSON.stringify(given)).not.toMatch(/1391111/);
  });

  test('was late when the clock had run out', async () => {
    const ready = (await by(people.east, async (desk) => {
      const { id } = (await openIncident(desk, { source: 'visit' })) as IncidentDetail;
      return collect(desk, { ...seen((await findIncident(desk, id)) as IncidentDetail), note: '只知道户名' });
    })) as IncidentDetail;
    const late = await by(people.east, (desk) => handOver(desk, { ...seen(ready), to: '市局' }), minutes(31));
    expect(late).toMatchObject({ clock: { state: 'late' } });
  });

  test('is not handed over while somebody says that it is none', async () => {
    const ready = (await by(people.east, async (desk) =>
      collect(desk, seen(await filled())),
    )) as IncidentDetail;
    const asked = (await by(people.east, (desk) =>
      askReview(desk, { ...seen(ready), kind: 'withdraw', why: '当事人说是自己转给亲戚的' }),
    )) as IncidentDetail;
    expect(asked.acts).not.toContain('hand_over');
    expect(await by(people.eastToo, (desk) => handOver(desk, { ...seen(asked), to: '市局' }))).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
  });
});

test('its clock reminds who opened it, and tells the leader of the unit when time is over', async () => {
  const { id } = await report(people.eastToo);
  const told = async (kind: string) =>
    office.query<{ person_id: string; params: object }>(
      'SELECT person_id, params FROM notice WHERE kind = $1 AND link = $2',
      [kind, `/incidents/${id}`],
    );
  const fire = (now: Date) =>
    fireBatch({ db: office.db, handlers: { incident: incidentClocks() }, limit: 500, now: async () => now });
  await fire(minutes(19));
  expect(await told('incident.due')).toEqual([]);
  await fire(minutes(20));
  expect(await told('incident.due')).toMatchObject([
    { person_id: people.eastToo.id, params: { no: expect.any(Number) } },
  ]);
  await fire(minutes(30));
  expect((await told('incident.overdue')).map(({ person_id }) => person_id)).toContain(people.eastToo.id);
});
