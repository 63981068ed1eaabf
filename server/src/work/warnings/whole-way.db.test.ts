import { lackingFor, type Outcome, outcomes, type WarningDetail, warningDetail } from '@lanzha/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';
import type { Standing } from './lifecycle.ts';
import * as service from './service.ts';
import { readRound } from './standing.ts';
import { minutes, openOffice } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people } = office;
type Somebody = (typeof people)['duty'];
type Seen = { id: string; version: number };

const doing: Record<string, (desk: Desk, seen: Seen) => Promise<unknown>> = {
  sign: (desk, seen) => service.signWarning(desk, seen),
  call: (desk, seen) =>
    service.recordContact(desk, { ...seen, method: 'call', reached: true, result: 'believes' }),
  refuse: (desk, seen) =>
    service.recordContact(desk, { ...seen, method: 'call', reached: true, result: 'refuses' }),
  paid: (desk, seen) =>
    service.recordContact(desk, { ...seen, method: 'call', reached: true, result: 'transferred' }),
  silent: (desk, seen) =>
    service.recordContact(desk, { ...seen, method: 'call', reached: false, failed: 'hung_up' }),
  message: (desk, seen) => service.recordContact(desk, { ...seen, method: 'sms', reached: false }),
  meet: (desk, seen) => service.recordMeeting(desk, { ...seen, companions: ['陈东'] }),
  assign: (desk, seen) => service.assignWarning(desk, { ...seen, person: people.west.id }),
  move: (desk, seen) => service.transferWarning(desk, { ...seen, place: '330206002001', note: '迁居' }),
  leave: (desk, seen) => service.transferWarning(desk, { ...seen, place: '330281', note: '迁居' }),
  accept: (desk, seen) => service.acceptTransfer(desk, { ...seen, receivedBy: '余姚反诈中心' }),
  back: (desk, seen) => service.returnWarning(desk, { ...seen, note: '不属于这里' }),
  reopen: (desk, seen) => service.reopenWarning(desk, { ...seen, note: '又接到来电' }),
};
const ways = [...Object.keys(doing), ...outcomes.map((outcome) => `close ${outcome}`)];

const closing = (outcome: Outcome, full: boolean, now: Date, other: number) =>
  full
    ? {
        loss: { amount: 100, at: now.toISOString() },
        stopPayment: 'asked' as const,
        falseAlarm: 'real_service' as const,
        quietDays: outcome === 'not_matched' ? 3 : undefined,
        of: other,
        sought: ['address' as const],
        told: ['community' as const],
        note: '已核实',
      }
    : {};

/** Everything that hangs on a warning and that undo has to bring back; times of marks and versions apart. */
async function everything(id: string) {
  const rows = (table: string, but: string, where = 'x.warning_id = $1') =>
    office.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(x) - $2::text[] AS row FROM ${table} x WHERE ${where} ORDER BY to_jsonb(x) ->> 'id', to_jsonb(x)::text`,
      [id, but.split(' ')],
    );
  const open = async (table: string, condition: string) =>
    (
      await rows(table, 'version undone_at ended_at ended_by lifted_at', `x.warning_id = $1 AND ${condition}`)
    ).map(({ row }) => row);
  const [warning] = await rows('warning', 'version', 'x.id = $1');
  const clocks = await office.query<{ policy: string; state: string; due_at: Date }>(
    `SELECT c.policy, c.state, c.due_at FROM clocks c WHERE c.subject_id = $1
       OR c.subject_id IN (SELECT id FROM follow_up WHERE warning_id = $1 AND state = 'open') ORDER BY 1, 3`,
    [id],
  );
  return {
    warning: warning?.row,
    contacts: await open('contact_record', 'x.undone_at IS NULL'),
    endings: await open('warning_ending', 'x.undone_at IS NULL'),
    transfers: await open('warning_transfer', `x.state <> 'withdrawn'`),
    followUps: await open('follow_up', `x.state = 'open'`),
    reviews: await open('mandatory_review', `x.state = 'open'`),
    quiet: await open('quiet_period', 'x.lifted_at IS NULL'),
    clocks: clocks.filter(({ state }) => state !== 'cancelled'),
  };
}

const act = (who: Somebody, now: Date, work: (desk: Desk) => Promise<unknown>) =>
  office.act(who, now, work) as Promise<WarningDetail>;

test('whatever is done in whatever order: nothing is lost, nothing ends without what it demands, undo brings all back', {
  timeout: 120_000,
}, async () => {
  const step = fc.record({
    way: fc.constantFrom(...ways),
    full: fc.boolean(),
    takeBack: fc.boolean(),
    second: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('low' as const, 'high' as const),
      fc.array(step, { minLength: 5, maxLength: 14 }),
      async (level, steps) => {
        const other = await office.warn('low');
        let now = minutes(1);
        let seen = await office.warn(level);
        for (const { way, full, takeBack, second } of steps) {
          now = minutes(1, now);
          const who = second ? people.dutyToo : people.duty;
          const { id, version } = seen;
          const before = await everything(id);
          const round = await office.act(who, now, ({ tx }) => readRound(tx, before.warning as never));
          const [, outcome] = way.split(' ') as [string, Outcome?];
          const done = await act(who, now, (desk) =>
            outcome === undefined
              ? doing[way]!(desk, { id, version })
              : service.closeWarning(desk, {
                  id,
                  version,
                  outcome,
                  ...closing(outcome, full, now, other.no),
                }),
          );
          if (isRefusal(done)) {
            expect(await everything(id), `${way} was refused and changed something`).toEqual(before);
            continue;
          }
          expect(warningDetail.safeParse(done).error).toBe(undefined);
          if (outcome !== undefined) endsRightly(done, outcome, round.standing, full);
          if (takeBack) {
            const back = await act(who, now, (desk) =>
              undoLastStep(desk, { id, version: done.version, historyId: done.undo!.historyId }),
            );
            expect(isRefusal(back), `${way} could not be taken back`).toBe(false);
            expect(await everything(id), `${way} was not taken back whole`).toEqual(before);
            seen = back;
            continue;
          }
          seen = await office.see(people.duty, id, now);
        }
        // Not lost: somebody has it, or it has an end that says why.
        expect(seen.unit.id).not.toBe('');
        expect(seen.state === 'closed').toBe(seen.outcome !== null);
        if (seen.state === 'closed') expect(seen.ending?.outcome).toBe(seen.outcome);
        else expect(seen.next.length + (seen.acts.length === 0 ? 1 : 0)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 20 },
  );
});

function endsRightly(done: WarningDetail, outcome: Outcome, standing: Standing, full: boolean) {
  expect(done).toMatchObject({ state: 'closed', outcome, ending: { outcome } });
  const said = {
    least: { attempts: 2, ways: 2 },
    noted: full,
    loss: full,
    stopPayment: full ? ('asked' as const) : null,
    falseAlarm: full ? ('real_service' as const) : ('other' as const),
    namesOther: full,
    sought: full ? 1 : 0,
    told: full ? ['community'] : [],
    accepted: false,
  };
  expect(lackingFor(outcome, { ...standing, ...said })).toBeNull();
  expect(done.followUps.filter(({ state }) => state === 'open').length).toBe(
    outcome === 'dissuaded' || outcome === 'refused' ? 3 : 0,
  );
}
