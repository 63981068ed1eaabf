import type { IncidentDetail } from '@lanzha/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minutes, start } from '../warnings/testing/office.ts';
import { findIncident } from './detail.ts';
import { type IncidentQuery, listIncidents } from './list.ts';
import { openIncident } from './open.ts';
import { openPlain } from './plain.ts';
import { recordElements } from './record.ts';
import { answerReview, askReview } from './reviews.ts';
import { collect } from './steps.ts';
import { openReportDesk, seen, victim } from './testing.ts';

const { office, people, by, report, record, see, filled } = await openReportDesk();
type Somebody = (typeof people)['east'];
const list = (who: Somebody, query: Partial<IncidentQuery> = {}, now = start) =>
  by(who, (desk) => listIncidents(desk, { view: 'all', limit: 50, ...query }), now);

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
    const nowhere = by(people.duty, (desk) => openIncident(desk, { source: 'phone', place: '330206999999' }));
    expect(await nowhere).toMatchObject({ code: 'OUT_OF_SCOPE' });
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

  test('finds one by its number, in any state, and none that lies elsewhere', async () => {
    const { id, no } = await report(people.west);
    const found = async (who: typeof people.west, number: number) =>
      (await list(who, { view: 'all', no: number })).items.map((one) => one.id);
    expect(await found(people.west, no)).toEqual([id]);
    expect(await found(people.duty, no)).toEqual([id]);
    expect(await found(people.east, no)).toEqual([]);
    expect(await found(people.west, 1e15)).toEqual([]);
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
