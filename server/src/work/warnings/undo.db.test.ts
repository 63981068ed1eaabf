import { type WarningDetail, warningDetail } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';
import * as service from './service.ts';
import { judgementOf, minutes, openOffice, reportOf, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people } = office;

type Actor = (typeof people)['east'];
const by = <T>(who: Actor, act: (desk: Desk) => Promise<T>, now = start) =>
  office.act(who, now, act) as Promise<WarningDetail>;
const undo = (who: Actor, { id, version, undo: offer }: WarningDetail, now = start) =>
  office.act(who, now, (desk) => undoLastStep(desk, { id, version, historyId: offer!.historyId }));

/** What undo must bring back. */
const essence = ({ state, outcome, unit, place, assignee, clock, level, acts }: WarningDetail) => ({
  state,
  outcome,
  unit,
  place,
  assignee,
  clock,
  level,
  acts,
});

const cheated = {
  outcome: 'cheated',
  loss: { amount: 3_000_000, at: null },
  stopPayment: 'asked',
} as const;

const signed = async () => {
  const { id, version } = await office.warn();
  return by(people.duty, (desk) => service.signWarning(desk, { id, version }));
};

describe('every act can be taken back by who did it', () => {
  const acts = {
    sign: [() => office.warn(), (desk, seen) => service.signWarning(desk, seen)],
    contact: [
      signed,
      (desk, seen) => service.recordContact(desk, { ...seen, method: 'call', reached: true }),
    ],
    meet: [signed, (desk, seen) => service.recordMeeting(desk, { ...seen, companions: ['陈东'] })],
    assign: [signed, (desk, seen) => service.assignWarning(desk, { ...seen, person: people.west.id })],
    transfer: [
      signed,
      (desk, seen) => service.transferWarning(desk, { ...seen, place: '330206002', note: '迁居' }),
    ],
    leave: [
      signed,
      (desk, seen) => service.transferWarning(desk, { ...seen, place: '110101', note: '迁居' }),
    ],
    close: [
      signed,
      (desk, seen) =>
        service.closeWarning(desk, {
          ...seen,
          ...cheated,
          saved: { amount: 100, proof: '撤回单', reference: 'GH-1' },
        }),
    ],
    reopen: [
      async () => {
        const { id, version } = await signed();
        return by(people.duty, (desk) => service.closeWarning(desk, { id, version, ...cheated }));
      },
      (desk, seen) => service.reopenWarning(desk, { ...seen, note: '又接到来电' }),
    ],
  } as const satisfies Record<
    string,
    [() => Promise<WarningDetail>, (desk: Desk, seen: { id: string; version: number }) => Promise<unknown>]
  >;

  test.each(Object.entries(acts))('%s', async (_name, [prepare, act]) => {
    const was = await prepare();
    const done = await by(
      people.duty,
      (desk) => act(desk, { id: was.id, version: was.version }) as Promise<WarningDetail>,
    );
    expect(essence(done)).not.toEqual(essence(was));
    expect(done.undo).toMatchObject({ until: minutes(10).toISOString() });
    const back = (await undo(people.duty, done, minutes(10))) as WarningDetail;
    expect(essence(back)).toEqual(essence(was));
    expect(back.version).toBe(done.version + 1);
    expect(back.history[0]).toMatchObject({ act: 'undo', actor: { id: people.duty.id } });
    expect(back.history).toHaveLength(done.history.length + 1);
    expect(back.undo).toBe(null);
  });
});

describe('taking back is refused', () => {
  test('after ten minutes', async () => {
    const done = await signed();
    expect(await undo(people.duty, done, minutes(10.1))).toMatchObject({ code: 'TOO_LATE' });
  });

  test('when something newer happened', async () => {
    const done = await signed();
    const { id, version } = done;
    await by(people.east, (desk) =>
      service.recordContact(desk, { id, version, method: 'call', reached: false }),
    );
    expect(await undo(people.duty, done)).toMatchObject({ code: 'TOO_LATE' });
  });

  test('to somebody who has not seen the step, or claims to have seen what never was', async () => {
    const done = await signed();
    for (const version of [done.version - 1, done.version + 1])
      expect(await undo(people.duty, { ...done, version })).toMatchObject({
        code: 'CHANGED',
        data: { version: done.version },
      });
    expect(await office.see(people.duty, done.id)).toMatchObject({ state: 'signed' });
  });

  test('for somebody else’s act', async () => {
    const done = await signed();
    expect((await office.see(people.east, done.id)).undo).toBe(null);
    expect(await undo(people.east, done)).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  test('when the person has got another open warning since the closing', async () => {
    const person = crypto.randomUUID();
    const report = {
      person,
      judgements: [judgementOf(reportOf({ phone: '13700000001', place: '330206001' }))],
    };
    const [raised] = await office.raise([report]);
    const closed = await by(people.duty, (desk) =>
      service.closeWarning(desk, { id: raised!.warningId, version: 1, outcome: 'not_matched', note: '不符' }),
    );
    await office.raise([report]);
    expect(await undo(people.duty, closed)).toMatchObject({ code: 'TOO_LATE' });
    expect(await office.see(people.duty, closed.id)).toMatchObject({ state: 'closed' });
  });
});

test('evidence alone does not stand in the way', async () => {
  const person = crypto.randomUUID();
  const report = () => ({
    person,
    judgements: [judgementOf(reportOf({ phone: '13700000002', place: '330206001' }))],
  });
  const [raised] = await office.raise([report()]);
  const done = await by(people.duty, (desk) =>
    service.signWarning(desk, { id: raised!.warningId, version: 1 }),
  );
  await office.raise([report()]);
  expect(await undo(people.duty, done)).toMatchObject({ state: 'dispatched', evidenceCount: 2 });
});

test('an attempt that was taken back does not count', async () => {
  const { id, version } = await signed();
  const inVain = (seen: number) => (desk: Desk) =>
    service.recordContact(desk, { id, version: seen, method: 'call', reached: false });
  const once = await by(people.duty, inVain(version));
  const twice = await by(people.duty, inVain(once.version));
  const back = (await undo(people.duty, twice)) as WarningDetail;
  const closing = await by(people.duty, (desk) =>
    service.closeWarning(desk, { id, version: back.version, outcome: 'unreachable' }),
  );
  expect(closing).toMatchObject({ code: 'MISSING', data: { field: 'attempts' } });
});

describe('along any way through the life cycle', () => {
  const step = fc.record({
    act: fc.constantFrom(
      'sign',
      'call',
      'miss',
      'meet',
      'assign',
      'grid',
      'move',
      'close',
      'reopen',
      'raise',
    ),
    takeBack: fc.boolean(),
  });
  const doing: Record<string, (desk: Desk, seen: { id: string; version: number }) => Promise<unknown>> = {
    sign: (desk, seen) => service.signWarning(desk, seen),
    call: (desk, seen) => service.recordContact(desk, { ...seen, method: 'call', reached: true }),
    miss: (desk, seen) => service.recordContact(desk, { ...seen, method: 'sms', reached: false }),
    meet: (desk, seen) => service.recordMeeting(desk, { ...seen, companions: ['陈东'] }),
    assign: (desk, seen) => service.assignWarning(desk, { ...seen, person: people.west.id }),
    grid: (desk, seen) => service.assignWarning(desk, { ...seen, unit: office.units.grid }),
    move: (desk, seen) => service.transferWarning(desk, { ...seen, place: '330206002001', note: '迁居' }),
    close: (desk, seen) => service.closeWarning(desk, { ...seen, outcome: 'dissuaded', note: '已劝住' }),
    reopen: (desk, seen) => service.reopenWarning(desk, { ...seen, note: '又接到来电' }),
  };
  /** State, clocks and outcome say the same thing (the database checks the outcome). */
  const holds = ({ state, outcome, clock }: WarningDetail) => {
    expect(state === 'closed').toBe(outcome !== null);
    if (state === 'contacted' || state === 'met') expect(clock.contactedAt).not.toBe(null);
    if (state === 'met') expect(clock.metAt).not.toBe(null);
    if (state === 'signed' || state === 'contacting') expect(clock.metAt).toBe(null);
  };

  test('state and clocks agree, and undo restores what was before the last act', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const person = crypto.randomUUID();
        const signal = () => reportOf({ phone: '13700000003', place: '330206001' });
        const raising = ['low', 'middle', 'high', 'urgent'] as const;
        let raised = 0;
        const raise = () =>
          office.raise([{ person, judgements: [judgementOf(signal(), raising[raised++ % 4])] }]);
        const [first] = await raise();
        let now = await office.see(people.duty, first!.warningId);
        for (const { act, takeBack } of steps) {
          const was = now;
          if (act === 'raise') {
            if (was.state !== 'closed') await raise();
          } else {
            const { id, version } = was;
            const done = await by(
              people.duty,
              (desk) => doing[act]!(desk, { id, version }) as Promise<WarningDetail>,
            );
            if (!isRefusal(done) && takeBack) {
              const back = (await undo(people.duty, done)) as WarningDetail;
              expect(essence(back)).toEqual(essence(was));
            }
          }
          now = await office.see(people.duty, was.id);
          expect(warningDetail.safeParse(now).error).toBe(undefined);
          holds(now);
        }
      }),
      { numRuns: 25 },
    );
  });
});
