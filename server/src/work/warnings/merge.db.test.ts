import type { WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import * as service from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, reportOf, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people } = office;

const report = (level: 'low' | 'middle' | 'urgent', place = '330206001') =>
  judgementOf(reportOf({ phone: freshPhone(), place }), level);

/** Two people with an open warning each: one known by the id number, one by a phone only. */
async function twoPeople() {
  const [strong, weak] = [crypto.randomUUID(), crypto.randomUUID()];
  const [a, b] = await office.raise([
    { person: strong, judgements: [report('low')] },
    { person: weak, judgements: [report('urgent', '330206002')] },
  ]);
  return { strong, weak, into: a!.warningId, merged: b!.warningId };
}
const see = (id: string) => office.see(people.duty, id);
const separate = async (id: string, who = people.duty, now = minutes(60)) => {
  const { version, undo } = await office.see(people.duty, id, now);
  return office.act(who, now, (desk) =>
    undoLastStep(desk, { id, version, historyId: undo?.historyId ?? id }),
  );
};

describe('two open warnings that turn out to be one person', () => {
  test('become one: the weaker ends as a duplicate, the other takes its evidence, level and reasons', async () => {
    const { strong, weak, into, merged } = await twoPeople();
    const [raised] = await office.raise([{ person: strong, absorb: [weak], judgements: [report('middle')] }]);
    expect(raised).toEqual({ warningId: into, created: false, level: 'urgent' });
    const one = await see(into);
    expect(one).toMatchObject({ level: 'urgent', evidenceCount: 3, state: 'dispatched' });
    expect(one.evidence).toHaveLength(3);
    expect(one.history.map((h) => h.act).slice(0, 3)).toEqual(['raise', 'merge', 'evidence']);
    const other = await see(merged);
    expect(other).toMatchObject({ state: 'closed', outcome: 'duplicate' });
    expect(other.history[0]).toMatchObject({
      act: 'merge',
      by: 'machine',
      detail: { into, intoNo: String(one.no) },
    });
  });

  test('merge when the person is only recognised, without any level', async () => {
    const { strong, weak, into, merged } = await twoPeople();
    await office.raise([{ person: strong, absorb: [weak], judgements: [] }]);
    expect(await see(into)).toMatchObject({ level: 'urgent', evidenceCount: 2 });
    expect(await see(merged)).toMatchObject({ outcome: 'duplicate' });
  });

  test('and only the weaker has one: it takes the person', async () => {
    const { strong, weak } = { strong: crypto.randomUUID(), weak: crypto.randomUUID() };
    const [first] = await office.raise([{ person: weak, judgements: [report('low')] }]);
    const [again] = await office.raise([{ person: strong, absorb: [weak], judgements: [report('low')] }]);
    expect(again).toMatchObject({ warningId: first!.warningId, created: false });
    const [later] = await office.raise([{ person: strong, judgements: [report('low')] }]);
    expect(later!.warningId).toBe(first!.warningId);
  });

  test('and several weaker have one: the one whose work is furthest stays', async () => {
    const [strong, a, b] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const [first, second] = await office.raise([
      { person: a, judgements: [report('low')] },
      { person: b, judgements: [report('low')] },
    ]);
    await office.act(people.east, start, (desk) =>
      service.signWarning(desk, { id: second!.warningId, version: 1 }),
    );
    const [raised] = await office.raise([{ person: strong, absorb: [a, b], judgements: [report('low')] }]);
    expect(raised!.warningId).toBe(second!.warningId);
    expect(await see(first!.warningId)).toMatchObject({ outcome: 'duplicate' });
  });
});

describe('a merge that was wrong', () => {
  const merge = async () => {
    const two = await twoPeople();
    const before = await see(two.merged);
    await office.raise([{ person: two.strong, absorb: [two.weak], judgements: [report('low')] }]);
    return { ...two, before };
  };

  test('is taken back by the desk: both stand as they would have stood', async () => {
    const { into, merged, before } = await merge();
    const back = (await separate(merged)) as WarningDetail;
    expect(back).toMatchObject({ state: 'dispatched', outcome: null, clock: before.clock, evidenceCount: 1 });
    const one = await see(into);
    expect(one).toMatchObject({ level: 'low', score: 30, evidenceCount: 2 });
    expect(one.evidence).toHaveLength(2);
    expect(one.reasons.map((r) => r.code)).toEqual(['test.low']);
    expect(one.history[0]).toMatchObject({
      act: 'undo',
      detail: { undoneAct: 'merge', otherNo: String(back.no) },
    });
  });

  test('is not made again by the machine', async () => {
    const { strong, weak, into, merged } = await merge();
    await separate(merged);
    const [raised] = await office.raise([{ person: strong, absorb: [weak], judgements: [report('low')] }]);
    expect(raised!.warningId).toBe(into);
    expect(await see(merged)).toMatchObject({ state: 'dispatched' });
  });

  test('is not for a station to take back, nor after the episode', async () => {
    const { merged } = await merge();
    expect(await separate(merged, people.west)).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const late = minutes(73 * 60);
    const { history, version } = await see(merged);
    const answer = await office.act(people.duty, late, (desk) =>
      undoLastStep(desk, { id: merged, version, historyId: history[0]!.id }),
    );
    expect(answer).toMatchObject({ code: 'TOO_LATE' });
  });

  test('can still be opened again later', async () => {
    const { merged } = await merge();
    const { version } = await see(merged);
    const opened = await office.act(people.duty, minutes(100 * 60), (desk) =>
      service.reopenWarning(desk, { id: merged, version, note: '两人同名,不是一人' }),
    );
    expect(opened).toMatchObject({ state: 'dispatched' });
  });

  describe('and is opened again by the station that has it', () => {
    const reopen = (id: string, version: number) =>
      office.act(people.west, minutes(60), (desk) =>
        service.reopenWarning(desk, { id, version, note: '两人同名,不是一人' }),
      );

    test('takes its evidence out of the other, though that lies elsewhere', async () => {
      const { into, merged } = await merge();
      expect(await see(into)).toMatchObject({ level: 'urgent', evidenceCount: 3 });
      const opened = await reopen(merged, (await see(merged)).version);
      expect(opened).toMatchObject({ state: 'dispatched', evidenceCount: 1 });
      const one = await see(into);
      expect(one).toMatchObject({ level: 'low', score: 30, evidenceCount: 2 });
      expect(one.evidence).toHaveLength(2);
      expect(one.reasons.map((r) => r.code)).toEqual(['test.low']);
    });

    test('gives it back when the opening is taken back', async () => {
      const { into, merged } = await merge();
      await reopen(merged, (await see(merged)).version);
      const { version, undo } = await office.see(people.west, merged, minutes(61));
      const back = await office.act(people.west, minutes(61), (desk) =>
        undoLastStep(desk, { id: merged, version, historyId: undo?.historyId ?? merged }),
      );
      expect(back).toMatchObject({ state: 'closed', outcome: 'duplicate' });
      const one = await see(into);
      expect(one).toMatchObject({ level: 'urgent', evidenceCount: 3 });
      expect(one.evidence).toHaveLength(3);
    });

    test('leaves nobody with a sight wider than before', async () => {
      const { merged } = await merge();
      const { version } = await see(merged);
      const seen = await office.act(people.west, minutes(60), async (desk) => {
        await service.reopenWarning(desk, { id: merged, version, note: '两人同名,不是一人' });
        const { rows } = await desk.tx.query('SELECT DISTINCT unit_id FROM warning');
        return rows.map((row) => row.unit_id);
      });
      expect(seen).toEqual([office.units.westStation]);
    });
  });
});
