import type { WarningDuty } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { type ClockRow, fireBatch, readClocks } from '../../ground/clocks/index.ts';
import { machine, type Tx } from '../../ground/db/index.ts';
import { warningClocks } from './fire-clocks.ts';
import { raiseWarnings } from './raise-warnings.ts';
import * as service from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, raiseOf, reportOf, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people, units } = office;
const handlers = { warning: warningClocks(office.deps) };

const fire = (now: Date) => fireBatch({ db: office.db, handlers, limit: 1_000, now: async () => now });
const clockOf = async (id: string, duty: WarningDuty = 'contact'): Promise<ClockRow | undefined> => {
  const rows = await office.db.inTransaction(machine, (tx) => readClocks(tx, 'warning', id));
  return rows.find((row) => row.policy === `warning.${duty}`);
};
const newsOf = (id: string) =>
  office.query<{ step: string; unit_id: string; person_id: string | null }>(
    `SELECT body ->> 'step' AS step, unit_id, person_id FROM outbox
     WHERE body ->> 'id' = $1 AND body ->> 'type' = 'warning.clock' ORDER BY seq`,
    [id],
  );
const report = (level: 'low' | 'middle' | 'high' | 'urgent') =>
  judgementOf(reportOf({ phone: freshPhone(), place: '330206001' }), level);
const sign = (id: string, version: number, now = start) =>
  office.act(people.east, now, (desk) => service.signWarning(desk, { id, version }));
const reach = (id: string, version: number, now: Date) =>
  office.act(people.east, now, (desk) =>
    service.recordContact(desk, { id, version, method: 'call', reached: true }),
  );

describe('a warning that is raised', () => {
  test('starts its clocks: contact, and at the urgent level the meeting', async () => {
    const urgent = await office.warn('urgent');
    expect(urgent.clocks).toMatchObject([
      {
        clock: 'contact',
        state: 'running',
        warnAt: minutes(12).toISOString(),
        dueAt: minutes(15).toISOString(),
        escalations: [
          { at: minutes(20).toISOString(), to: 'leader', unitName: '东派出所', done: false },
          { at: minutes(30).toISOString(), to: 'duty_officer', unitName: '北仑区反诈中心', done: false },
        ],
      },
      { clock: 'meet', warnAt: minutes(48).toISOString(), dueAt: minutes(60).toISOString() },
    ]);
    expect(urgent.clock).toMatchObject({ warnAt: minutes(12).toISOString(), paused: false });
    expect((await office.warn('high')).clocks.map((c) => c.clock)).toEqual(['contact']);
  });

  test('with many others starts all their clocks in one statement', async () => {
    const names: string[] = [];
    await office.db.inTransaction(machine, (tx) => {
      const counting: Tx = {
        query: ((config: { name?: string }, ...rest: unknown[]) => {
          names.push(config.name ?? '');
          return Reflect.apply(tx.query, tx, [config, ...rest]);
        }) as Tx['query'],
      };
      return raiseWarnings(
        counting,
        office.deps,
        Array.from({ length: 50 }, () => raiseOf()),
        start,
      );
    });
    expect(names.filter((name) => name.includes('clock'))).toEqual(['start-clocks']);
  });

  test('by an instruction with a due time of its own follows that, and keeps the parameters it was made with', async () => {
    const [raised] = await office.raise([
      {
        judgements: [
          judgementOf(
            {
              id: 'I-1',
              kind: 'instruction',
              at: start.toISOString(),
              subject: { phone: freshPhone(), place: '330206001' },
              level: 'middle',
              due: minutes(30).toISOString(),
              from: '上级平台',
            } as never,
            'middle',
          ),
        ],
      },
    ]);
    const clock = await clockOf(raised!.warningId);
    expect(clock).toMatchObject({ due_at: minutes(30), warn_at: [minutes(24)] });
    expect(Object.keys(clock!.params).sort()).toEqual(['centre', 'due', 'leader', 'prewarn']);
  });
});

describe('a clock that nobody keeps', () => {
  test('warns the holder, is marked overdue, goes up to the leader and then to the centre; the work is not disturbed', async () => {
    const { id, version } = await office.warn('urgent');
    const signed = await sign(id, version);
    if (!('version' in signed)) throw new Error('not signed');
    await fire(minutes(12));
    expect(await newsOf(id)).toMatchObject([{ step: 'prewarn', person_id: people.east.id }]);
    await fire(minutes(15));
    await fire(minutes(20));
    await fire(minutes(30));
    const seen = await office.see(people.east, id, minutes(31));
    expect(seen.version).toBe(signed.version);
    expect(seen.history.slice(0, 3)).toMatchObject([
      {
        act: 'escalate',
        by: 'law',
        detail: { clock: 'contact', role: 'duty_officer', unitName: '北仑区反诈中心' },
      },
      { act: 'escalate', by: 'law', detail: { clock: 'contact', role: 'leader', unitName: '东派出所' } },
      { act: 'overdue', by: 'law', detail: { clock: 'contact', dueAt: minutes(15).toISOString() } },
    ]);
    expect(seen.clocks[0]!.escalations.map((e) => e.done)).toEqual([true, true]);
    expect((await newsOf(id)).map((n) => [n.step, n.unit_id])).toEqual([
      ['prewarn', units.eastStation],
      ['due', units.eastStation],
      ['escalate', units.eastStation],
      ['escalate', units.eastStation],
      ['escalate', units.center],
    ]);
    expect((await office.see(people.east, id, minutes(5))).undo?.act).toBe('sign'); // what the clock said is no act
    expect(await reach(id, signed.version, minutes(31))).toMatchObject({ state: 'contacted' });
    expect(await clockOf(id)).toMatchObject({ state: 'late' });
  });

  test('of a warning that the centre has goes to its own leader', async () => {
    const [raised] = await office.raise([
      { judgements: [judgementOf(reportOf({ phone: freshPhone() }), 'urgent')] },
    ]);
    await fire(minutes(31));
    const seen = await office.see(people.duty, raised!.warningId);
    const up = seen.history.filter((entry) => entry.act === 'escalate');
    expect(up.map((entry) => [entry.detail.role, entry.detail.unitName])).toEqual([
      ['leader', '北仑区反诈中心'],
      ['leader', '北仑区反诈中心'],
    ]);
  });

  test('Zammad #5177: the meeting has its own clock and does not overrule the contact', async () => {
    const { id, version } = await office.warn('urgent');
    await sign(id, version);
    await reach(id, version + 1, minutes(10));
    await fire(minutes(59));
    expect((await newsOf(id)).map((n) => n.step)).toEqual(['prewarn']);
    await fire(minutes(60));
    const { history } = await office.see(people.east, id);
    expect(history[0]).toMatchObject({ act: 'overdue', detail: { clock: 'meet' } });
  });
});

describe('an act on the warning moves its clocks', () => {
  test('reached in time, it is met; taken back, it runs as if it had never stopped', async () => {
    const { id, version } = await office.warn('high');
    await sign(id, version);
    const reached = await reach(id, version + 1, minutes(30));
    expect(await clockOf(id)).toMatchObject({ state: 'met', next_at: null });
    if (!('undo' in reached) || reached.undo === null) throw new Error('no undo');
    const { historyId } = reached.undo;
    await office.act(people.east, minutes(35), (desk) =>
      undoLastStep(desk, { id, version: reached.version, historyId }),
    );
    expect(await clockOf(id)).toMatchObject({ state: 'running', due_at: minutes(120) });
  });

  test('Chatwoot #10178: closed, nothing counts any more; reopened, the full time runs anew', async () => {
    const { id, version } = await office.warn('high');
    await office.act(people.east, minutes(10), (desk) =>
      service.closeWarning(desk, { id, version, outcome: 'not_matched', note: '号码已换人' }),
    );
    expect(await clockOf(id)).toMatchObject({ state: 'cancelled', next_at: null });
    await fire(minutes(500));
    expect(await newsOf(id)).toEqual([]);
    await office.act(people.east, minutes(600), (desk) =>
      service.reopenWarning(desk, { id, version: version + 1, note: '本人又来电' }),
    );
    expect(await clockOf(id)).toMatchObject({ state: 'running', due_at: minutes(720), fired: [] });
  });

  test('handed over, it moves along and buys no time', async () => {
    const { id, version } = await office.warn('high');
    await office.act(people.duty, minutes(10), (desk) =>
      service.transferWarning(desk, { id, version, place: '330206002', note: '住在西街道' }),
    );
    expect(await clockOf(id)).toMatchObject({
      due_at: minutes(120),
      unit_id: units.westStation,
      place_code: '330206002',
    });
    const { clocks } = await office.see(people.west, id);
    expect(clocks[0]!.escalations[0]).toMatchObject({ to: 'leader', unitName: '西派出所' });
  });

  test('a higher level changes the policy of the clock that runs: time spent stays spent', async () => {
    const person = crypto.randomUUID();
    const [raised] = await office.raise([{ person, judgements: [report('high')] }]);
    const before = await clockOf(raised!.warningId);
    await office.raise([{ person, judgements: [report('urgent')] }], minutes(30));
    const after = await clockOf(raised!.warningId);
    expect(after).toMatchObject({
      started_at: start,
      due_at: minutes(45),
      escalate_at: [minutes(50), minutes(60)],
    });
    expect(after!.params.due).not.toBe(before!.params.due);
    expect(await clockOf(raised!.warningId, 'meet')).toMatchObject({ due_at: minutes(90) });
  });

  test('plain evidence asks nothing of the clocks', async () => {
    const person = crypto.randomUUID();
    const [raised] = await office.raise([{ person, judgements: [report('high')] }]);
    await office.raise([{ person, judgements: [report('low')] }], minutes(30));
    expect(await clockOf(raised!.warningId)).toMatchObject({ version: 1 });
  });

  test('new danger after the person was reached begins a new round of the clock', async () => {
    const person = crypto.randomUUID();
    const [raised] = await office.raise([{ person, judgements: [report('high')] }]);
    const id = raised!.warningId;
    await sign(id, 1);
    await reach(id, 2, minutes(10));
    await office.raise([{ person, judgements: [report('urgent')] }], minutes(60));
    expect(await clockOf(id)).toMatchObject({
      state: 'running',
      started_at: minutes(60),
      due_at: minutes(75),
    });
  });
});

describe('two warnings that turn out to be one person', () => {
  test('Zammad #904: keep the tighter time on one clock; separated again, the other runs as before', async () => {
    const [strong, weak] = [crypto.randomUUID(), crypto.randomUUID()];
    const [into, merged] = await office.raise([
      { person: strong, judgements: [report('middle')] },
      { person: weak, judgements: [report('high')] },
    ]);
    await office.raise([{ person: strong, absorb: [weak], judgements: [] }], minutes(10));
    expect(await clockOf(into!.warningId)).toMatchObject({ state: 'running', due_at: minutes(120) });
    expect(await clockOf(merged!.warningId)).toMatchObject({ state: 'cancelled', next_at: null });
    expect(await office.see(people.duty, into!.warningId)).toMatchObject({
      clock: { contactDue: minutes(120).toISOString() },
    });
    await fire(minutes(121));
    expect((await newsOf(merged!.warningId)).length).toBe(0);
    expect((await newsOf(into!.warningId)).map((n) => n.step)).toEqual(['due']);
    const { undo, version } = await office.see(people.duty, merged!.warningId, minutes(130));
    await office.act(people.duty, minutes(130), (desk) =>
      undoLastStep(desk, { id: merged!.warningId, version, historyId: undo!.historyId }),
    );
    expect(await clockOf(merged!.warningId)).toMatchObject({ state: 'running', due_at: minutes(120) });
  });
});
