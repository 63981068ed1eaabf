import type { ContactFailure, ContactMethod, WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';
import * as service from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, reportOf, start } from './testing/office.ts';

const office = await openOffice();
const { people, units } = office;

type Act = (desk: Desk, seen: { id: string; version: number }) => Promise<unknown>;
const sign: Act = (desk, seen) => service.signWarning(desk, seen);
const call =
  (reached: boolean, failed?: ContactFailure, method: ContactMethod = 'call'): Act =>
  (desk, seen) =>
    service.recordContact(desk, { ...seen, method, reached, failed });
const message = call(false, undefined, 'sms');
const meet: Act = (desk, seen) => service.recordMeeting(desk, { ...seen, companions: ['周东'] });
const close =
  (outcome: service.CloseInput['outcome'], more: object = {}): Act =>
  (desk, seen) =>
    service.closeWarning(desk, { ...seen, outcome, ...more });

/** Does the acts one after another as the east officer; answers the last result, a detail or a refusal. */
async function walk(warning: { id: string; version: number }, ...acts: Act[]): Promise<unknown> {
  let last: unknown = warning;
  for (const act of acts) {
    const { id, version } = last as WarningDetail;
    last = await office.act(people.east, start, (desk) => act(desk, { id, version }));
    if (isRefusal(last)) return last;
  }
  return last;
}
const asDuty = <T>(act: (desk: Desk) => Promise<T>, now = start) => office.act(people.duty, now, act);

describe('every outcome can be reached', () => {
  test('dissuaded, after a meeting by two', async () => {
    const closed = await walk(
      await office.warn('urgent'),
      sign,
      call(false, 'no_answer'),
      call(true),
      meet,
      close('dissuaded'),
    );
    expect(closed).toMatchObject({
      state: 'closed',
      outcome: 'dissuaded',
      level: 'urgent',
      acts: ['reopen'],
    });
    const { history, clock } = closed as WarningDetail;
    expect(history.map((h) => h.act)).toEqual([
      'close',
      'meet',
      'contact',
      'contact',
      'sign',
      'dispatch',
      'create',
    ]);
    expect(history.map((h) => `${h.from}→${h.to}`).slice(0, 5)).toEqual([
      'met→closed',
      'contacted→met',
      'contacting→contacted',
      'signed→contacting',
      'dispatched→signed',
    ]);
    expect(history[1]!.detail).toEqual({ companions: '周东' });
    expect(clock).toMatchObject({ contactedAt: start.toISOString(), metAt: start.toISOString() });
  });

  test('dissuaded with money saved, by proof', async () => {
    const saved = { amount: 5_000_000, proof: '6222020200112233445 转账撤回单', reference: 'GH-18' };
    const closed = await walk(await office.warn('low'), sign, call(true), close('dissuaded', { saved }));
    expect((closed as WarningDetail).history[0]!.detail).toMatchObject({
      saved: '50,000.00 元',
      proof: '622************3445 转账撤回单;流水号 GH-18',
    });
    const { id } = closed as WarningDetail;
    expect(await office.query('SELECT saved_fen, saved_proof FROM warning WHERE id = $1', [id])).toEqual([
      { saved_fen: 5_000_000, saved_proof: '见经过' },
    ]);
  });

  test('cheated', async () => {
    const loss = { amount: null, at: null };
    const ended = close('cheated', { loss, stopPayment: 'asked' });
    expect(await walk(await office.warn(), sign, ended)).toMatchObject({
      outcome: 'cheated',
      ending: { loss, stopPayment: 'asked', by: { id: people.east.id } },
    });
  });

  test('not matched, with a note', async () => {
    expect(await walk(await office.warn(), close('not_matched'))).toMatchObject({
      code: 'MISSING',
      data: { field: 'note' },
    });
    expect(await walk(await office.warn(), close('not_matched', { note: '号码不是本人' }))).toMatchObject({
      outcome: 'not_matched',
    });
  });

  test('duplicate, of another warning', async () => {
    const [one, other] = [await office.warn(), await office.warn()];
    const missing = { code: 'MISSING', data: { field: 'of' } };
    for (const of of [undefined, one.no, 999_999_999])
      expect(await walk(one, close('duplicate', { of }))).toMatchObject(missing);
    expect(await walk(one, close('duplicate', { of: other.no }))).toMatchObject({
      outcome: 'duplicate',
      ending: { of: { id: other.id, no: other.no } },
    });
  });

  test('unreachable, after two attempts by two ways, saying what else was tried', async () => {
    const missing = (field: string) => ({ code: 'MISSING', data: { field } });
    const ended = close('unreachable', { sought: ['other_number', 'operator'] });
    expect(await walk(await office.warn(), sign, call(false), ended)).toMatchObject(missing('attempts'));
    expect(await walk(await office.warn(), sign, call(false), call(false), ended)).toMatchObject(
      missing('ways'),
    );
    const tried = [sign, call(false), message] as const;
    expect(await walk(await office.warn(), ...tried, close('unreachable'))).toMatchObject(missing('sought'));
    expect(await walk(await office.warn(), ...tried, ended)).toMatchObject({
      outcome: 'unreachable',
      ending: { sought: ['other_number', 'operator'] },
    });
  });

  test('refused, by somebody who hung up', async () => {
    expect(
      await walk(await office.warn('middle'), sign, call(false, 'hung_up'), close('refused')),
    ).toMatchObject({ outcome: 'refused' });
  });
});

describe('handing over', () => {
  test('to another town dispatches to its station; the clocks run on', async () => {
    const warning = (await walk(await office.warn(), sign, call(false))) as WarningDetail;
    const moved = await asDuty((desk) =>
      service.transferWarning(desk, {
        id: warning.id,
        version: warning.version,
        place: '330206002001',
        note: '住西一社区',
      }),
    );
    expect(moved).toMatchObject({
      state: 'dispatched',
      unit: { id: units.westStation },
      place: { code: '330206002001' },
      assignee: null,
      clock: warning.clock,
    });
    const signed = await office.act(people.west, start, (desk) =>
      service.signWarning(desk, { id: warning.id, version: (moved as WarningDetail).version }),
    );
    expect(signed).toMatchObject({ state: 'contacting', assignee: { id: people.west.id } });
    const places = await office.query<{ place_code: string }>(
      `SELECT place_code FROM outbox WHERE body ->> 'id' = $1 AND body ->> 'version' = $2 ORDER BY place_code`,
      [warning.id, String((moved as WarningDetail).version)],
    );
    expect(places.map((row) => row.place_code)).toEqual(['330206001001', '330206002001']);
  });

  test('to where it lies already, to half a code or to no such place says which field is wrong', async () => {
    const { id, version } = await office.warn();
    for (const place of ['330206001001', '3302', '330206777'])
      expect(
        await asDuty((desk) => service.transferWarning(desk, { id, version, place, note: '改派' })),
      ).toMatchObject({ code: 'MISSING', data: { field: 'place' } });
  });

  test('to a person goes to that person’s unit; the same unit need not sign again', async () => {
    const warning = (await walk(await office.warn(), sign)) as WarningDetail;
    const within = await asDuty((desk) =>
      service.assignWarning(desk, { id: warning.id, version: warning.version, person: people.eastToo.id }),
    );
    expect(within).toMatchObject({ state: 'signed', assignee: { id: people.eastToo.id } });
    const { version } = within as WarningDetail;
    const toGrid = await asDuty((desk) =>
      service.assignWarning(desk, { id: warning.id, version, person: people.grid.id }),
    );
    expect(toGrid).toMatchObject({
      state: 'dispatched',
      unit: { id: units.grid },
      assignee: { name: '孙网格' },
    });
  });

  test('to nobody, to who may not handle it, or to a person of another unit is refused', async () => {
    const { id, version } = await office.warn();
    const assign = (to: object) => asDuty((desk) => service.assignWarning(desk, { id, version, ...to }));
    expect(await assign({})).toMatchObject({ code: 'MISSING', data: { field: 'unit' } });
    expect(await assign({ unit: crypto.randomUUID() })).toMatchObject({
      code: 'MISSING',
      data: { field: 'unit' },
    });
    expect(await assign({ person: people.analyst.id })).toMatchObject({
      code: 'MISSING',
      data: { field: 'person' },
    });
    expect(await assign({ unit: units.westStation, person: people.east.id })).toMatchObject({
      code: 'MISSING',
      data: { field: 'person' },
    });
  });

  test('a warning a person has placed is not moved by the machine when a place turns up', async () => {
    const person = crypto.randomUUID();
    const phone = freshPhone();
    const [raised] = await office.raise([{ person, judgements: [judgementOf(reportOf({ phone }))] }]);
    const id = raised!.warningId;
    await asDuty((desk) => service.assignWarning(desk, { id, version: 1, unit: units.center }));
    await office.raise([{ person, judgements: [judgementOf(reportOf({ phone, place: '330206002' }))] }]);
    expect(await office.see(people.duty, id)).toMatchObject({ unit: { id: units.center } });
  });
});

describe('somebody who acts on an old view', () => {
  test('is told who changed it and at which version it is', async () => {
    const warning = await office.warn();
    await walk(warning, sign);
    const late = await office.act(people.eastToo, start, (desk) => service.signWarning(desk, warning));
    expect(late).toMatchObject({ code: 'CHANGED', data: { version: 2, by: '陈东' } });
  });

  test('is not held up by evidence alone, but by a raise', async () => {
    const person = crypto.randomUUID();
    const phone = freshPhone();
    const more = (level: 'low' | 'urgent') => ({
      person,
      judgements: [judgementOf(reportOf({ phone, place: '330206001' }), level)],
    });
    const [raised] = await office.raise([more('low')]);
    const seen = { id: raised!.warningId, version: 1 };
    await office.raise([more('low')]);
    await office.raise([more('low')]);
    expect(await office.act(people.east, start, (desk) => service.signWarning(desk, seen))).toMatchObject({
      version: 4,
    });
    await office.raise([more('urgent')]);
    expect(
      await office.act(people.east, start, (desk) => call(true)(desk, { ...seen, version: 4 })),
    ).toMatchObject({ code: 'CHANGED', data: { version: 5, by: null } });
  });

  test('of two who sign at once one does', async () => {
    const warning = await office.warn();
    const answers = await Promise.all(
      [people.east, people.eastToo].map((who) =>
        office.act(who, start, (desk) => service.signWarning(desk, warning)),
      ),
    );
    expect(answers.filter(isRefusal)).toHaveLength(1);
  });
});

describe('opening again', () => {
  test('starts the work anew: clocks from now, no old attempts counted, history kept', async () => {
    const closed = (await walk(
      await office.warn(),
      sign,
      call(false),
      message,
      close('unreachable', { sought: ['address'] }),
    )) as WarningDetail;
    const later = minutes(600);
    const opened = await office.act(people.east, later, (desk) =>
      service.reopenWarning(desk, { id: closed.id, version: closed.version, note: '找到新号码' }),
    );
    expect(opened).toMatchObject({
      state: 'dispatched',
      outcome: null,
      clock: { contactDue: minutes(120, later).toISOString() },
    });
    expect(await walk(opened as WarningDetail, sign, close('unreachable'))).toMatchObject({
      code: 'MISSING',
      data: { field: 'attempts' },
    });
  });

  test('is refused beside another open warning, also one that the officer cannot see', async () => {
    const person = crypto.randomUUID();
    const at = (place: string) => ({
      person,
      judgements: [judgementOf(reportOf({ phone: freshPhone(), place }))],
    });
    const [first] = await office.raise([at('330206001')]);
    const closed = (await walk(
      { id: first!.warningId, version: 1 },
      close('not_matched', { note: '不符' }),
    )) as WarningDetail;
    await office.raise([at('330206002')]);
    expect(closed.acts).toEqual(['reopen']);
    expect(
      await office.act(people.east, start, (desk) =>
        service.reopenWarning(desk, { id: closed.id, version: closed.version }),
      ),
    ).toMatchObject({ code: 'NOT_ALLOWED_NOW', data: { state: 'closed', act: 'reopen' } });
    expect(await asDuty(async (desk) => (await office.see(desk.actor, closed.id)).acts)).toEqual([]);
  });
});

test('a meeting needs somebody else than the actor', async () => {
  const alone: Act = (desk, seen) => service.recordMeeting(desk, { ...seen, companions: ['陈东', ' '] });
  expect(await walk(await office.warn(), sign, alone)).toMatchObject({
    code: 'MISSING',
    data: { field: 'companions' },
  });
});

test('a number or the own name in a note is masked for everybody; the note in full lies sealed', async () => {
  const note = '张三丰改打 13911112222 接通';
  const contact: Act = (desk, seen) =>
    service.recordContact(desk, { ...seen, method: 'call', reached: true, note });
  const { id, history } = (await walk(
    await office.warn('high', { name: '张三丰' }),
    sign,
    contact,
  )) as WarningDetail;
  expect(history[0]!.note).toBe('张**改打 139****2222 接通');
  const [row] = await office.query<{ keyId: number; sealed: Buffer; version: number }>(
    'SELECT key_id AS "keyId", sealed, version FROM warning_history WHERE warning_id = $1 AND act = $2',
    [id, 'contact'],
  );
  const plain = await office.db.inTransaction({ kind: 'machine' }, (tx) =>
    office.deps.vault.unseal(tx, row!, `history/${id}/${row!.version}/contact`),
  );
  expect(JSON.parse(plain.toString())).toEqual({ note });
});
