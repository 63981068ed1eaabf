import type { WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import type { Desk } from './desk.ts';
import { breaksThrough, listQuiet } from './quiet.ts';
import * as service from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, reportOf, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people } = office;
type Somebody = (typeof people)['east'];
type Seen = { id: string; version: number };

const by = <T>(who: Somebody, act: (desk: Desk) => Promise<T>, now = start) =>
  office.act(who, now, act) as Promise<WarningDetail>;
const seen = ({ id, version }: Seen) => ({ id, version });
const undo = (who: Somebody, { id, version, undo: offer }: WarningDetail) =>
  by(who, (desk) => undoLastStep(desk, { id, version, historyId: offer!.historyId }));
const close = (who: Somebody, warning: Seen, more: Omit<service.CloseInput, 'id' | 'version'>) =>
  by(who, (desk) => service.closeWarning(desk, { ...seen(warning), ...more }));

test('urgent judgements and instructions break through, whatever comes with them', () => {
  const about = { phone: freshPhone() };
  const high = judgementOf(reportOf(about), 'high');
  const urgent = judgementOf(reportOf(about), 'urgent');
  const told = {
    id: 'I-1',
    kind: 'instruction',
    at: start.toISOString(),
    subject: about,
    level: 'low',
    from: '市级平台',
  } as const;
  expect(breaksThrough([high, high])).toBe(false);
  expect(breaksThrough([high, urgent])).toBe(true);
  expect(breaksThrough([judgementOf(told, 'low'), high])).toBe(true);
});

describe('do-not-disturb after a false alarm', () => {
  const alarm = async (quietDays?: number) => {
    const person = crypto.randomUUID();
    const phone = freshPhone();
    const raise = (level: 'low' | 'high' | 'urgent' = 'high', now = start) => {
      const judgement = judgementOf(reportOf({ phone, place: '330206001' }, { at: now }), level);
      return office.raise([{ person, judgements: [judgement] }], now);
    };
    const instruct = () => {
      const signal = {
        id: `I-${phone}`,
        kind: 'instruction',
        at: start.toISOString(),
        subject: { phone, place: '330206001' },
        level: 'low',
        from: '市级平台',
      } as const;
      return office.raise([{ person, judgements: [judgementOf(signal, 'low')] }]);
    };
    const [first] = await raise();
    const closed = await close(
      people.east,
      { id: first!.warningId, version: 1 },
      { outcome: 'not_matched', falseAlarm: 'real_service', quietDays },
    );
    return { raise, instruct, closed };
  };

  test('holds back what is below urgent, and counts it where everybody sees it', async () => {
    const { raise, closed } = await alarm(7);
    expect(closed.quiet).toMatchObject({ running: true, held: 0, untilAt: minutes(7 * 1440).toISOString() });
    expect(await raise('high')).toEqual([]);
    expect(await raise('low')).toEqual([]);
    expect((await office.see(people.east, closed.id)).quiet).toMatchObject({ held: 2 });
    const listed = await office.act(people.east, start, (desk) => listQuiet(desk));
    expect(listed.items).toMatchObject([{ warning: { id: closed.id }, quiet: { held: 2 } }]);
    expect(await office.query('SELECT count(*)::int AS n FROM quiet_signal')).toEqual([{ n: 2 }]);
  });

  test('lets through what is urgent, and what somebody above instructs', async () => {
    const one = await alarm(7);
    expect(await one.raise('urgent')).toMatchObject([{ created: true, level: 'urgent' }]);
    const other = await alarm(7);
    expect(await other.instruct()).toMatchObject([{ created: true, level: 'low' }]);
  });

  test('ends by itself, and only who asked for it is left in peace', async () => {
    const { raise } = await alarm(1);
    expect(await raise('high', minutes(1441))).toMatchObject([{ created: true }]);
    const without = await alarm();
    expect(await without.raise('high')).toMatchObject([{ created: true }]);
  });

  test('is lifted with a reason', async () => {
    const { raise, closed } = await alarm(7);
    const lifted = await by(people.east, (desk) =>
      service.liftQuietPeriod(desk, { ...seen(closed), note: '又有新情况' }),
    );
    expect(lifted).toMatchObject({
      quiet: { running: false },
      history: [{ act: 'unquiet', note: '又有新情况' }, {}, {}, {}],
    });
    expect(await raise('high')).toMatchObject([{ created: true }]);
    const twice = await by(people.east, (desk) =>
      service.liftQuietPeriod(desk, { ...seen(lifted), note: '又有新情况' }),
    );
    expect(twice).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  test('falls away when the warning is opened again or its closing taken back', async () => {
    const one = await alarm(7);
    const opened = await by(people.east, (desk) =>
      service.reopenWarning(desk, { ...seen(one.closed), note: '又接到来电' }),
    );
    expect(opened.quiet).toMatchObject({ running: false });
    const back = await undo(people.east, opened);
    expect(back.quiet).toMatchObject({ running: true });
    const other = await alarm(7);
    expect(await undo(people.east, other.closed)).toMatchObject({ quiet: { running: false } });
  });

  test('is listed for who has the warning, not for whom it is only lent', async () => {
    const { closed } = await alarm(7);
    await office.lend(closed.id, people.west);
    const listed = async (who: Somebody) =>
      (await office.act(who, start, (desk) => listQuiet(desk))).items.map(({ warning }) => warning.id);
    expect(await listed(people.west)).not.toContain(closed.id);
    expect(await listed(people.east)).toContain(closed.id);
  });

  test('has a longest time', async () => {
    const warning = await office.warn();
    const long = await close(people.east, warning, {
      outcome: 'not_matched',
      falseAlarm: 'real_service',
      quietDays: 31,
    });
    expect(long).toMatchObject({ code: 'MISSING', data: { field: 'quietDays' } });
  });
});
