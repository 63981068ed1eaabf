import type { IncidentDetail } from '@lanzha/contract';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fireBatch } from '../../ground/clocks/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { minutes, openOffice, start } from '../warnings/testing/office.ts';
import type { IncidentsDesk } from './desk.ts';
import { findIncident } from './detail.ts';
import { type IncidentQuery, listIncidents } from './list.ts';
import { openIncident } from './open.ts';
import { openPlain } from './plain.ts';
import { recordElements } from './record.ts';
import { incidentClocks } from './report-clock.ts';
import { answerReview, askReview } from './reviews.ts';
import { collect, handOver } from './steps.ts';
import { addTransfer, recordTransfer, strikeTransfer } from './transfers.ts';

const office = await openOffice();
const { people } = office;
type Somebody = (typeof people)['east'];

const by = <T>(who: Somebody, work: (desk: IncidentsDesk) => Promise<T>, now = start) =>
  office.act(who, now, work);
const report = (who: Somebody = people.east, now = start) =>
  by(who, (desk) => openIncident(desk, { source: 'phone' }), now) as Promise<IncidentDetail>;
const seen = ({ id, version }: IncidentDetail) => ({ id, version });
const record = (who: Somebody, at: IncidentDetail, set: Parameters<typeof recordElements>[1]['set']) =>
  by(who, (desk) => recordElements(desk, { ...seen(at), set })) as Promise<IncidentDetail>;
async function see(who: Somebody, id: string): Promise<IncidentDetail> {
  const found = await by(who, (desk) => findIncident(desk, id));
  if (isRefusal(found)) throw new Error(found.code);
  return found;
}
const list = (who: Somebody, query: Partial<IncidentQuery> = {}, now = start) =>
  by(who, (desk) => listIncidents(desk, { view: 'all', limit: 50, ...query }), now);

const victim = {
  victimName: '钱小梅',
  victimIdNo: '330206199203040527',
  victimPhone: '13698765432',
} as const;
const money = {
  fromAccount: '6217 0012 3456 7890 123',
  fromName: '钱小梅',
  fromBank: '建设银行',
  toAccount: '6222-0298-7654-3210-987',
  toName: '孙得利',
  toBank: '工商银行',
  amount: 3_500_000,
  sentAt: '2026-03-01T07:20:00.000Z',
  sentTo: 'minute',
} as const;

async function filled(who: Somebody = people.east): Promise<IncidentDetail> {
  const opened = await report(who);
  await record(who, opened, { ...victim, brief: '钱小梅接到自称客服的电话，转给孙得利账户' });
  return by(who, (desk) => addTransfer(desk, { id: opened.id, set: money })) as Promise<IncidentDetail>;
}

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

describe('withdrawing and another type', () => {
  test('need a second person; value, reason and names stay in the history', async () => {
    const whole = await filled();
    const asked = (await by(people.east, (desk) =>
      askReview(desk, { ...seen(whole), kind: 'withdraw', why: '与另一起重复登记' }),
    )) as IncidentDetail;
    expect(asked).toMatchObject({
      state: 'draft',
      waiting: 'withdraw',
      review: { mayAnswer: false, why: '与另一起重复登记' },
    });
    const leader = people.eastLeader;
    expect(await see(leader, whole.id)).toMatchObject({
      review: { mayAnswer: true },
      acts: ['agree_withdraw', 'refuse'],
    });
    const gone = (await by(leader, (desk) =>
      answerReview(desk, { ...seen(asked), agree: true, note: '核对属实' }),
    )) as IncidentDetail;
    expect(gone).toMatchObject({
      state: 'withdrawn',
      withdrawn: { how: 'review', by: { id: leader.id } },
      clock: { state: 'cancelled' },
      lossFen: 3_500_000,
      history: [
        { act: 'agree_withdraw', note: '核对属实' },
        { act: 'ask_withdraw', note: '与另一起重复登记' },
        {},
        {},
        {},
      ],
    });
    expect(await record(people.east, gone, { talk: '改一改' })).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  test('are not answered by who asked, though allowed to answer others', async () => {
    const whole = await filled(people.duty);
    const asked = (await by(people.duty, (desk) =>
      askReview(desk, { ...seen(whole), kind: 'withdraw', why: '误登' }),
    )) as IncidentDetail;
    const self = () => by(people.duty, (desk) => answerReview(desk, { ...seen(asked), agree: true }));
    expect(await self()).toMatchObject({ code: 'SECOND_PERSON' });
    expect(await see(people.duty, whole.id)).toMatchObject({ state: 'draft', waiting: 'withdraw' });
    const other = await by(people.dutyToo, (desk) =>
      answerReview(desk, { ...seen(asked), agree: false, note: '确系被骗' }),
    );
    expect(other).toMatchObject({ state: 'draft', waiting: null });
  });

  test('a collected incident keeps its type until a second person agrees; the old one stays on record', async () => {
    const typed = await record(people.east, await filled(), { fraudType: '04' });
    const ready = (await by(people.east, (desk) => collect(desk, seen(typed)))) as IncidentDetail;
    expect(await record(people.east, ready, { fraudType: '08' })).toMatchObject({ code: 'NEEDS_REVIEW' });
    const asked = (await by(people.east, (desk) =>
      askReview(desk, {
        ...seen(ready),
        kind: 'retype',
        why: '查明是冒充公检法',
        fraudType: '08',
        subtype: '01',
      }),
    )) as IncidentDetail;
    expect(asked).toMatchObject({ fraudType: '04', waiting: 'retype' });
    const agreed = (await by(people.duty, (desk) =>
      answerReview(desk, { ...seen(asked), agree: true }),
    )) as IncidentDetail;
    expect(agreed).toMatchObject({ state: 'collected', fraudType: '08', values: { subtype: '01' } });
    expect(agreed.history[0]).toMatchObject({
      act: 'agree_retype',
      changes: [
        { field: 'fraudType', before: '04', after: '08' },
        { field: 'subtype', before: null, after: '01' },
      ],
    });
    const reviews = await office.query(
      'SELECT from_type, to_type, state FROM incident_review WHERE incident_id = $1',
      [ready.id],
    );
    expect(reviews).toEqual([{ from_type: '04', to_type: '08', state: 'agreed' }]);
  });
});

describe('who sees what', () => {
  test('a station sees its own, another station nothing, the desk of the county all of them', async () => {
    const { id } = await report(people.east);
    expect((await list(people.eastToo)).items.map((one) => one.id)).toContain(id);
    expect((await list(people.duty)).items.map((one) => one.id)).toContain(id);
    expect((await list(people.west)).items).toEqual([]);
    expect(await by(people.west, (desk) => findIncident(desk, id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await by(people.west, (desk) => openPlain(desk, { id, purpose: 'check' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(
      await by(people.west, (desk) => recordElements(desk, { id, version: 1, set: { talk: '改' } })),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('nobody reports into a place that is not theirs', async () => {
    const outside = by(people.east, (desk) => openIncident(desk, { source: 'phone', place: '330206002' }));
    expect(await outside).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  test('who may only read is offered nothing and no full view', async () => {
    const { id } = await filled();
    expect(await see(people.analyst, id)).toMatchObject({ acts: [], mayOpenPlain: false });
    expect(await see(people.eastLeader, id)).toMatchObject({ acts: [], mayOpenPlain: false });
  });

  test('each full look is on record with its purpose, and they are counted', async () => {
    const { id } = await filled(people.west);
    const look = () => by(people.west, (desk) => openPlain(desk, { id, purpose: 'stop_payment' }));
    expect(await look()).toMatchObject({
      values: { victimName: '钱小梅', victimIdNo: victim.victimIdNo },
      rows: [{ toAccount: '6222029876543210987', toName: '孙得利', amount: 3_500_000 }],
    });
    const records = await office.query<{ detail: object }>(
      'SELECT detail FROM audit_record WHERE event = $1 AND target = $2 AND actor = $3',
      ['incident.opened_plain', `incident/${id}`, people.west.id],
    );
    expect(records).toEqual([{ detail: { purpose: 'stop_payment' } }]);
    for (let at = 1; at < 60; at++) await look();
    expect(await look()).toMatchObject({ code: 'TOO_OFTEN' });
  });
});

describe('the list', () => {
  test('shows open ones by when they are due, those that are late, and those that wait for a second person', async () => {
    const early = await report(people.west, minutes(-60));
    const soon = await report(people.west, minutes(-5));
    const waiting = await report(people.west, minutes(-4));
    await by(people.west, (desk) => askReview(desk, { ...seen(waiting), kind: 'withdraw', why: '误登' }));
    const ids = async (query: Partial<IncidentQuery>) =>
      (await list(people.west, query)).items.map(({ id }) => id);
    const open = await ids({ view: 'open' });
    expect(open.indexOf(early.id)).toBeLessThan(open.indexOf(soon.id));
    expect(await ids({ view: 'open', overdue: true })).toEqual([early.id]);
    expect(await ids({ view: 'review' })).toEqual([waiting.id]);
    expect((await list(people.west, { view: 'open' })).counts).toMatchObject({ overdue: 1, review: 1 });
  });

  test('goes on page after page without losing or repeating one', async () => {
    for (let at = 0; at < 5; at++) await report(people.east, minutes(at));
    const all = (await list(people.east)).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(people.east, { limit: 3, cursor });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });
});

describe('the tables', () => {
  const app = new pg.Client(office.database.app);
  beforeAll(() => app.connect());
  afterAll(() => app.end());

  test('hold nothing personal in clear', async () => {
    const { id } = await filled();
    const whole = await see(people.east, id);
    await by(people.east, (desk) =>
      askReview(desk, { ...seen(whole), kind: 'withdraw', why: '钱小梅自己要求' }),
    );
    for (const table of [
      'incident',
      'incident_transfer',
      'incident_review',
      'incident_history',
      'notice',
      'outbox',
      'audit_record',
      'clocks',
    ]) {
      const rows = await office.query<{ text: string }>(
        `SELECT convert_from(convert_to(t::text, 'UTF8'), 'UTF8') AS text FROM ${table} t`,
      );
      const stored = rows.map(({ text }) => text).join('\n');
      for (const secret of [
        '钱小梅',
        '孙得利',
        '建设银行',
        victim.victimIdNo,
        victim.victimPhone,
        '6217001234567890123',
      ])
        expect(stored, table).not.toContain(secret);
      // bytea shows as hex: the words themselves are not there either.
      expect(stored).not.toContain(Buffer.from('钱小梅').toString('hex'));
    }
  });

  test.each([
    ['UPDATE incident_history SET act = act', 'permission denied'],
    ['DELETE FROM incident_history', 'permission denied'],
    ['DELETE FROM incident', 'permission denied'],
    ['DELETE FROM incident_transfer', 'permission denied'],
    ['DELETE FROM incident_review', 'permission denied'],
    ['UPDATE incident SET warning_id = NULL', 'permission denied'],
    ['UPDATE incident_review SET asked_by = asked_by', 'permission denied'],
    ['DELETE FROM script_version', 'permission denied'],
    ['UPDATE script_version SET why = why', 'permission denied'],
  ])('refuse %s', async (sql, words) => {
    await expect(app.query(sql)).rejects.toThrow(words);
  });
});
