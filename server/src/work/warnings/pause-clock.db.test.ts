import type { Level, PauseBar } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { fireBatch } from '../../ground/clocks/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { warningClocks } from './fire-clocks.ts';
import { pauseBar } from './pause-bar.ts';
import { pauseDuty, resumeDuty } from './pause-clock.ts';
import * as service from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, reportOf, start } from './testing/office.ts';

const office = await openOffice();
const { people } = office;
const fire = (now: Date) =>
  fireBatch({
    db: office.db,
    handlers: { warning: warningClocks(office.deps) },
    limit: 1_000,
    now: async () => now,
  });
const asked = { clock: 'contact', reason: 'operator_answer', note: '已请运营商协助联系本人' } as const;
const pause = (who: Actor, id: string, version: number, now: Date) =>
  office.act(who, now, (desk) => pauseDuty(desk, { id, version, ...asked }));
const resume = (id: string, version: number, now: Date) =>
  office.act(people.east, now, (desk) => resumeDuty(desk, { id, version, clock: 'contact' }));

/** Signed, and tried once in vain at `minutes(10)`: version 3. */
async function tried(level: Level = 'high', person = crypto.randomUUID()) {
  const judgement = judgementOf(reportOf({ phone: freshPhone(), place: '330206001' }), level);
  const [raised] = await office.raise([{ person, judgements: [judgement] }]);
  const id = raised!.warningId;
  await office.act(people.east, start, (desk) => service.signWarning(desk, { id, version: 1 }));
  await office.act(people.east, minutes(10), (desk) =>
    service.recordContact(desk, { id, version: 2, method: 'call', reached: false, failed: 'powered_off' }),
  );
  return id;
}

describe('a clock that waits for the operator', () => {
  test('stands still with its reason, and the desk counts with the latest due time', async () => {
    const id = await tried();
    const paused = await pause(people.east, id, 3, minutes(20));
    expect(paused).toMatchObject({
      version: 4,
      clock: { contactDue: minutes(360).toISOString(), paused: true },
      clocks: [
        {
          state: 'paused',
          pauseReason: 'operator_answer',
          pausedUntil: minutes(260).toISOString(),
          mayPause: false,
          mayResume: true,
        },
      ],
      history: [
        { act: 'pause', actor: { name: '陈东' }, note: asked.note, detail: { reason: 'operator_answer' } },
        {},
        {},
        {},
        {},
      ],
    });
    await fire(minutes(250));
    expect((await office.see(people.east, id)).history[0]!.act).toBe('pause');
  });

  test('goes on by itself when the time of waiting is over', async () => {
    const id = await tried();
    await pause(people.east, id, 3, minutes(20));
    await fire(minutes(261));
    const seen = await office.see(people.east, id, minutes(261));
    expect(seen.history[0]).toMatchObject({ act: 'resume', by: 'law', detail: { clock: 'contact' } });
    expect(seen).toMatchObject({
      version: 4,
      clock: { contactDue: minutes(360).toISOString(), paused: false },
    });
  });

  test('resumed by hand has the time that was left', async () => {
    const id = await tried();
    await pause(people.east, id, 3, minutes(20));
    expect(await resume(id, 4, minutes(60))).toMatchObject({
      version: 5,
      clock: { contactDue: minutes(160).toISOString(), paused: false },
      clocks: [{ state: 'running', pausedUntil: null, mayPause: true }],
    });
    expect(await resume(id, 5, minutes(61))).toMatchObject({ code: 'NOT_PAUSED' });
  });

  test('is met while it waits when the person is reached after all', async () => {
    const id = await tried();
    await pause(people.east, id, 3, minutes(20));
    const reached = await office.act(people.east, minutes(90), (desk) =>
      service.recordContact(desk, { id, version: 4, method: 'call', reached: true }),
    );
    expect(reached).toMatchObject({ clocks: [{ state: 'met', mayResume: false }] });
  });

  test('does not wait any longer when the danger rises', async () => {
    const person = crypto.randomUUID();
    const id = await tried('high', person);
    await pause(people.east, id, 3, minutes(20));
    const more = judgementOf(reportOf({ phone: freshPhone(), place: '330206001' }), 'urgent');
    await office.raise([{ person, judgements: [more] }], minutes(60));
    const seen = await office.see(people.east, id, minutes(61));
    expect(seen).toMatchObject({
      level: 'urgent',
      clock: { contactDue: minutes(75).toISOString(), paused: false },
    });
  });

  test('goes along, waiting, when the warning is handed over', async () => {
    const id = await tried();
    await pause(people.east, id, 3, minutes(20));
    await office.act(people.duty, minutes(30), (desk) =>
      service.transferWarning(desk, { id, version: 4, place: '330206002', note: '住在西街道' }),
    );
    expect(await office.see(people.west, id)).toMatchObject({
      clock: { paused: true },
      clocks: [{ state: 'paused' }],
    });
  });
});

describe('a pause is refused', () => {
  const whyOf = async (id: string, version: number, now: Date): Promise<PauseBar | undefined> => {
    const answer = await pause(people.east, id, version, now);
    return isRefusal(answer) && answer.code === 'NOT_PAUSABLE' ? answer.data.why : undefined;
  };

  test('at the urgent level', async () => {
    expect(await whyOf(await tried('urgent'), 3, minutes(11))).toBe('urgent');
  });
  test('before somebody has signed, and before somebody has tried', async () => {
    const { id } = await office.warn('high');
    expect(await whyOf(id, 1, minutes(5))).toBe('not_signed');
    await office.act(people.east, start, (desk) => service.signWarning(desk, { id, version: 1 }));
    expect(await whyOf(id, 2, minutes(5))).toBe('not_tried');
  });
  test('when it is overdue: that stays', async () => {
    expect(await whyOf(await tried(), 3, minutes(120))).toBe('overdue');
  });
  test('while it is paused, and more often than the parameter allows', async () => {
    const id = await tried();
    await pause(people.east, id, 3, minutes(20));
    expect(await whyOf(id, 4, minutes(21))).toBe('paused');
    await resume(id, 4, minutes(22));
    await pause(people.east, id, 5, minutes(30));
    await resume(id, 6, minutes(31));
    expect(await whyOf(id, 7, minutes(40))).toBe('too_often');
  });
  test('when nothing is owed any more', async () => {
    const id = await tried();
    await office.act(people.east, minutes(20), (desk) =>
      service.recordContact(desk, { id, version: 3, method: 'call', reached: true }),
    );
    expect(await whyOf(id, 4, minutes(21))).toBe('not_running');
  });
  test('to who saw another version, and to who does not see it at all', async () => {
    const id = await tried();
    expect(await pause(people.east, id, 2, minutes(20))).toMatchObject({
      code: 'CHANGED',
      data: { version: 3 },
    });
    expect(await pause(people.west, id, 3, minutes(20))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('every state answers whether one may wait there', () => {
  const clock = { state: 'running', due_at: minutes(60), pauses: 0 } as const;
  const bars = (['new', 'dispatched', 'signed', 'contacting', 'contacted', 'met', 'closed'] as const).map(
    (state) => pauseBar({ level: 1, state }, 'contact', clock, office.deps.params, start),
  );
  expect(bars).toEqual(['not_signed', 'not_signed', 'not_tried', null, null, 'not_running', 'not_running']);
  expect(pauseBar({ level: 1, state: 'contacting' }, 'contact', undefined, office.deps.params, start)).toBe(
    'not_running',
  );
});
