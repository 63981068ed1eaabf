import type { FollowUp, WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { fireBatch } from '../ground/clocks/index.ts';
import { isRefusal } from '../ground/refusal/index.ts';
import { dissuasionFigures } from '../work/dissuasion/figures.ts';
import { followUpClocks, reviewClocks } from '../work/dissuasion/index.ts';
import type { Desk } from '../work/warnings/index.ts';
import * as service from '../work/warnings/service.ts';
import { minutes, openOffice, start } from '../work/warnings/testing/office.ts';
import { undoLastStep } from '../work/warnings/undo.ts';
import { finishAndFollow } from './finish-follow-up.ts';
import { closeReviewMasked, listFollowUpsMasked, listReviewsMasked } from './look-again.ts';
import { undoFollowUp } from './undo-follow-up.ts';

const office = await openOffice();
const { people } = office;
type Somebody = (typeof people)['east'];
const hours = (count: number) => minutes(count * 60);
const by = <T>(who: Somebody, act: (desk: Desk) => Promise<T>, now = start) => office.act(who, now, act);

/** Reached, and ended as dissuaded at `start`. */
const ended = async (subject = {}) => {
  const { id } = await office.warn('low', subject);
  const step = async (work: (desk: Desk, seen: { id: string; version: number }) => Promise<unknown>) => {
    const { version } = await office.see(people.east, id);
    const done = await by(people.east, (desk) => work(desk, { id, version }));
    if (isRefusal(done)) throw new Error(JSON.stringify(done));
    return done as WarningDetail;
  };
  await step((desk, seen) => service.signWarning(desk, seen));
  await step((desk, seen) => service.recordContact(desk, { ...seen, method: 'call', reached: true }));
  return step((desk, seen) => service.closeWarning(desk, { ...seen, outcome: 'dissuaded' }));
};
const finish = (who: Somebody, one: FollowUp, more: object, now: Date) =>
  by(
    who,
    (desk) =>
      finishAndFollow(desk, { id: one.id, version: one.version, result: 'safe', method: 'call', ...more }),
    now,
  );
const clocksOf = (ids: readonly string[]) =>
  office.query<{ id: string; state: string; due: Date | null }>(
    'SELECT subject_id AS id, state, due_at AS due FROM clocks WHERE subject_id = ANY ($1) ORDER BY started_at, due_ms',
    [ids],
  );

describe('after somebody was dissuaded', () => {
  test('the unit looks again after a day, three days, a week, each with a clock', async () => {
    const { followUps, outcome } = await ended();
    expect(outcome).toBe('dissuaded');
    expect(followUps).toMatchObject([
      { step: 1, plannedAt: hours(24).toISOString(), dueAt: hours(36).toISOString(), state: 'open' },
      { step: 2, plannedAt: hours(72).toISOString(), assignee: { id: people.east.id } },
      { step: 3, plannedAt: hours(168).toISOString(), unit: { name: '东派出所' } },
    ]);
    const clocks = await clocksOf(followUps.map(({ id }) => id));
    expect(clocks.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    expect(clocks.map(({ due }) => due)).toEqual([hours(36), hours(84), hours(180)]);
  });

  test('they stand in the list of that unit when their time has come, and of no other', async () => {
    const { id } = await ended();
    const list = (who: Somebody, view: 'due' | 'overdue' | 'waiting' | 'done', now: Date, mine = false) =>
      by(who, (desk) => listFollowUpsMasked(desk, { view, mine, limit: 100 }), now).then(({ items }) =>
        items.filter(({ warning }) => warning.id === id).map(({ step }) => step),
      );
    expect(await list(people.east, 'waiting', start)).toEqual([1, 2, 3]);
    expect(await list(people.east, 'due', hours(24))).toEqual([1]);
    expect(await list(people.east, 'overdue', hours(37))).toEqual([1]);
    expect(await list(people.eastToo, 'due', hours(24), true)).toEqual([]);
    expect(await list(people.east, 'due', hours(24), true)).toEqual([1]);
    expect(await list(people.west, 'due', hours(24))).toEqual([]);
    expect(await list(people.duty, 'due', hours(24))).toEqual([1]);
  });

  test('what is found well before its time counts for nothing; what is found in time stops the clock', async () => {
    const { id, followUps } = await ended();
    const [first] = followUps;
    expect(await finish(people.east, first!, {}, hours(11))).toMatchObject({
      code: 'TOO_EARLY',
      data: { from: hours(12).toISOString() },
    });
    expect(await finish(people.east, first!, {}, hours(12))).toMatchObject({
      followUp: { state: 'done', result: 'safe', endedBy: { id: people.east.id } },
      reopened: false,
      review: false,
    });
    expect((await clocksOf([first!.id]))[0]).toMatchObject({ state: 'met' });
    expect((await office.see(people.east, id)).history[0]).toMatchObject({
      act: 'follow_up',
      detail: { result: 'safe', step: '1' },
    });
    expect(await finish(people.east, { ...first!, version: 2 }, {}, hours(13))).toMatchObject({
      code: 'NOT_OPEN',
    });
    expect(await finish(people.east, first!, {}, hours(13))).toMatchObject({ code: 'CHANGED' });
  });

  test('opening the warning again at the same moment goes before or after it, never across', async () => {
    for (let round = 0; round < 6; round++) {
      const { id, version, followUps } = await ended();
      const done = await Promise.all([
        by(people.duty, (desk) => service.reopenWarning(desk, { id, version, note: '又接到来电' })),
        finish(people.east, followUps[0]!, {}, hours(24)),
      ]);
      for (const each of done) if (isRefusal(each)) expect(each.code).toMatch(/^(?:CHANGED|NOT_OPEN)$/);
    }
  });

  test('nobody else than the unit and the desk records one', async () => {
    const [first] = (await ended()).followUps;
    expect(await finish(people.west, first!, {}, hours(24))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await finish(people.duty, first!, {}, hours(24))).toMatchObject({ followUp: { state: 'done' } });
  });

  test('bad news comes at any time, says what happened, and begins the work again', async () => {
    const { id, followUps } = await ended({ name: '张三丰' });
    const again = { result: 'contacted_again' };
    expect(await finish(people.east, followUps[0]!, again, hours(1))).toMatchObject({
      code: 'MISSING',
      data: { field: 'note' },
    });
    const done = await finish(
      people.east,
      followUps[0]!,
      { ...again, note: '张三丰又加了 13911112222' },
      hours(1),
    );
    expect(done).toMatchObject({
      reopened: true,
      review: false,
      followUp: { note: '张**又加了 139****2222' },
    });
    const opened = await office.see(people.east, id, hours(1));
    expect(opened).toMatchObject({ state: 'dispatched', outcome: null });
    expect(opened.followUps.map(({ state }) => state)).toEqual(['done']);
    const rest = await clocksOf(followUps.slice(1).map((one) => one.id));
    expect(rest.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('who was cheated after all', () => {
  const cheated = async () => {
    const closed = await ended();
    const note = '昨天转了三万';
    const done = await finish(people.east, closed.followUps[0]!, { result: 'cheated', note }, hours(2));
    return { closed, done };
  };
  const reviewOf = async (id: string, who: Somebody = people.eastLeader) => {
    const { items } = await by(
      who,
      (desk) => listReviewsMasked(desk, { state: 'open', limit: 100 }),
      hours(3),
    );
    return items.find(({ warning }) => warning.id === id)!;
  };

  test('is looked into by somebody else, who says what was found', async () => {
    const { closed, done } = await cheated();
    expect(done).toMatchObject({ reopened: true, review: true });
    const review = await reviewOf(closed.id);
    expect(review).toMatchObject({
      kind: 'dissuasion_failed',
      cause: 'follow_up',
      state: 'open',
      dissuadedBy: { id: people.east.id },
      mayClose: true,
      dueAt: hours(2 + 168).toISOString(),
    });
    const words = '联系晚了半天,见面时没有看手机';
    const close = (who: Somebody) =>
      by(
        who,
        (desk) =>
          closeReviewMasked(desk, { id: review.id, version: review.version, finding: 'too_late', words }),
        hours(4),
      );
    expect(await close(people.east)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await close(people.west)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await close(people.eastLeader)).toMatchObject({
      state: 'closed',
      finding: 'too_late',
      words,
      mayClose: false,
      endedBy: { id: people.eastLeader.id },
    });
    expect(await close(people.eastLeader)).toMatchObject({ code: 'CHANGED' });
    await expect(
      office.query(
        `UPDATE mandatory_review SET state = 'closed', ended_at = now(), ended_by = $2 WHERE id = $1`,
        [(await cheated().then(({ closed: other }) => reviewOf(other.id))).id, people.eastLeader.id],
      ),
    ).rejects.toThrow('check constraint');
  });

  test('is not looked into by who spoke with the person, whoever ended the warning', async () => {
    const { id, version } = await office.warn('low');
    const step = async (
      who: Somebody,
      seen: number,
      work: (desk: Desk, at: { id: string; version: number }) => Promise<unknown>,
    ) => (await by(who, (desk) => work(desk, { id, version: seen }))) as WarningDetail;
    const signed = await step(people.eastLeader, version, service.signWarning);
    const spoken = await step(people.eastLeader, signed.version, (desk, at) =>
      service.recordContact(desk, { ...at, method: 'call', reached: true }),
    );
    const loss = { amount: 100, at: start.toISOString() };
    await step(people.east, spoken.version, (desk, at) =>
      service.closeWarning(desk, { ...at, outcome: 'cheated', loss, stopPayment: 'asked' }),
    );
    const review = await reviewOf(id);
    const close = (who: Somebody) =>
      by(who, (desk) =>
        closeReviewMasked(desk, {
          id: review.id,
          version: review.version,
          finding: 'all_done',
          words: '逐项核对过',
        }),
      );
    // Nor is it offered to them.
    expect(review.mayClose).toBe(false);
    expect(await reviewOf(id, people.east)).toMatchObject({ mayClose: false });
    expect(await reviewOf(id, people.duty)).toMatchObject({ mayClose: true });
    expect(await close(people.eastLeader)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await close(people.duty)).toMatchObject({ state: 'closed' });
  });

  test('has one open review, however often that turns out', async () => {
    const { closed } = await cheated();
    const { id, version } = await office.see(people.east, closed.id, hours(3));
    const signed = await by(people.east, (desk) => service.signWarning(desk, { id, version }), hours(3));
    await by(
      people.east,
      (desk) =>
        service.closeWarning(desk, {
          id,
          version: (signed as WarningDetail).version,
          outcome: 'cheated',
          loss: { amount: 3_000_000, at: hours(1).toISOString() },
          stopPayment: 'asked',
        }),
      hours(3),
    );
    expect(
      await office.query('SELECT count(*)::int AS n FROM mandatory_review WHERE warning_id = $1', [id]),
    ).toEqual([{ n: 1 }]);
  });

  test('counts in the share of those cheated after a warning; false alarms and duplicates do not', async () => {
    const figures = () =>
      by(people.duty, ({ tx }) => dissuasionFigures(tx, minutes(-1).toISOString(), hours(1).toISOString()));
    const before = await figures();
    await cheated();
    await ended();
    const alarm = await office.warn();
    await by(people.east, (desk) =>
      service.closeWarning(desk, {
        id: alarm.id,
        version: 1,
        outcome: 'not_matched',
        falseAlarm: 'real_service',
      }),
    );
    const after = await figures();
    expect(after.warned - before.warned).toBe(2);
    expect(after.cheatedAfter - before.cheatedAfter).toBe(1);
    expect(after.rate).toBeCloseTo(after.cheatedAfter / after.warned);
  });
});

test('figures leave out what is only lent', async () => {
  const { id } = await ended();
  const warned = async () =>
    (
      await by(people.west, ({ tx }) =>
        dissuasionFigures(tx, minutes(-1).toISOString(), hours(1).toISOString()),
      )
    ).warned;
  const before = await warned();
  await office.lend(id, people.west);
  expect(await office.see(people.west, id)).toMatchObject({ lent: { purpose: 'read' } });
  expect(await warned()).toBe(before);
});

describe('what was noted of a follow-up by mistake', () => {
  const undo = (who: Somebody, one: FollowUp, now: Date) =>
    by(who, (desk) => undoFollowUp(desk, { id: one.id, version: one.version }), now);
  const finished = async (result: 'safe' | 'contacted_again' | 'cheated', now = hours(24)) => {
    const closed = await ended({ name: '张三丰' });
    const done = await finish(people.east, closed.followUps[0]!, { result, note: '张三丰误记' }, now);
    if (isRefusal(done)) throw new Error(done.code);
    return { closed, followUp: done.followUp };
  };

  test('is taken back: open again with its clock, and the history keeps both', async () => {
    const { closed, followUp } = await finished('safe');
    expect(followUp.undoUntil).toBe(minutes(10, hours(24)).toISOString());
    const before = (await office.see(people.east, closed.id, hours(24))).history.length;
    const open = await undo(people.east, followUp, minutes(9, hours(24)));
    expect(open).toMatchObject({ state: 'open', result: null, note: null, endedAt: null, undoUntil: null });
    expect((await clocksOf([followUp.id]))[0]).toMatchObject({ state: 'running', due: hours(36) });
    const { history } = await office.see(people.east, closed.id, hours(25));
    expect(history).toHaveLength(before + 1);
    expect(history[0]).toMatchObject({
      act: 'undo',
      note: '张**误记',
      detail: { undoneAct: 'follow_up', undone: history[1]!.id },
    });
    const again = { ...followUp, version: followUp.version + 1 };
    expect(await finish(people.east, again, {}, hours(25))).toMatchObject({ followUp: { state: 'done' } });
  });

  test('takes with it the work and the review that it had begun; the other follow-ups are back', async () => {
    const { closed, followUp } = await finished('cheated', hours(2));
    expect((await office.see(people.east, closed.id, hours(2))).state).toBe('dispatched');
    await undo(people.east, followUp, hours(2));
    expect(await office.see(people.east, closed.id, hours(2))).toMatchObject({
      state: 'closed',
      outcome: 'dissuaded',
      followUps: closed.followUps.map(({ step, dueAt }) => ({ step, dueAt, state: 'open' })),
    });
    expect(
      await office.query('SELECT state FROM mandatory_review WHERE warning_id = $1', [closed.id]),
    ).toEqual([{ state: 'withdrawn' }]);
    const clocks = await clocksOf(closed.followUps.map(({ id }) => id));
    expect(clocks.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
  });

  test('stays when it is somebody else’s, too old, or work went on', async () => {
    const { followUp } = await finished('safe');
    expect(await undo(people.duty, followUp, hours(24))).toMatchObject({ code: 'NOT_YOURS' });
    expect(await undo(people.west, followUp, hours(24))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await undo(people.east, { ...followUp, version: 1 }, hours(24))).toMatchObject({
      code: 'CHANGED',
    });
    expect(await undo(people.east, followUp, minutes(11, hours(24)))).toMatchObject({ code: 'TOO_LATE' });
    const { closed, followUp: bad } = await finished('contacted_again');
    const { id, version } = await office.see(people.east, closed.id, hours(24));
    await by(people.eastToo, (desk) => service.signWarning(desk, { id, version }), hours(24));
    expect(await undo(people.east, bad, hours(24))).toMatchObject({ code: 'TOO_LATE' });
    expect((await office.see(people.east, id, hours(24))).followUps).toMatchObject([{ state: 'done' }]);
  });
});

test('relatives are no way of looking again: they are spoken to on a ground, which a contact notes', async () => {
  const [first] = (await ended()).followUps;
  expect(await finish(people.east, first!, { method: 'family' }, hours(24))).toMatchObject({
    code: 'MISSING',
    data: { field: 'method' },
  });
});

describe('when the ending falls away', () => {
  test('reopening cancels the follow-ups; taking that back brings them back with the time they had', async () => {
    const closed = await ended();
    const before = await clocksOf(closed.followUps.map(({ id }) => id));
    const opened = (await by(people.east, (desk) =>
      service.reopenWarning(desk, { id: closed.id, version: closed.version, note: '又接到来电' }),
    )) as WarningDetail;
    expect(opened.followUps).toEqual([]);
    const back = (await by(people.east, (desk) =>
      undoLastStep(desk, { id: opened.id, version: opened.version, historyId: opened.undo!.historyId }),
    )) as WarningDetail;
    expect(back.followUps.map(({ state, dueAt }) => [state, dueAt])).toEqual(
      closed.followUps.map(({ state, dueAt }) => [state, dueAt]),
    );
    expect(await clocksOf(closed.followUps.map(({ id }) => id))).toEqual(before);
  });

  test('taking back the closing takes the follow-ups with it', async () => {
    const closed = await ended();
    const back = (await by(people.east, (desk) =>
      undoLastStep(desk, { id: closed.id, version: closed.version, historyId: closed.undo!.historyId }),
    )) as WarningDetail;
    expect(back.followUps).toEqual([]);
    const clocks = await clocksOf(closed.followUps.map(({ id }) => id));
    expect(clocks.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

test('a follow-up is told to who has it when its time has come, and to the leader when it is over', async () => {
  const { followUps } = await ended();
  const [first] = followUps;
  const fire = (now: Date) =>
    fireBatch({
      db: office.db,
      handlers: { follow_up: followUpClocks(), review: reviewClocks() },
      limit: 200,
      now: async () => now,
    });
  const told = () =>
    office.query<{ kind: string; who: string }>(
      `SELECT n.kind, n.person_id AS who FROM notice n WHERE n.kind LIKE 'follow_up.%' ORDER BY n.id`,
    );
  const count = async () => (await told()).length;
  const none = await count();
  await fire(hours(23));
  expect(await count()).toBe(none);
  await fire(hours(24));
  expect(await told()).toContainEqual({ kind: 'follow_up.due', who: people.east.id });
  await fire(hours(36));
  expect(await told()).toContainEqual({ kind: 'follow_up.overdue', who: people.eastLeader.id });
  expect((await clocksOf([first!.id]))[0]!.state).toBe('running');
});
