import type { WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';
import { listWaitingTransfers } from './list-transfers.ts';
import * as service from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, reportOf, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people, units } = office;
type Somebody = (typeof people)['east'];
type Seen = { id: string; version: number };

const by = <T>(who: Somebody, act: (desk: Desk) => Promise<T>, now = start) =>
  office.act(who, now, act) as Promise<WarningDetail>;
const seen = ({ id, version }: Seen) => ({ id, version });
const undo = (who: Somebody, { id, version, undo: offer }: WarningDetail) =>
  by(who, (desk) => undoLastStep(desk, { id, version, historyId: offer!.historyId }));
const sign = (who: Somebody, warning: Seen) => by(who, (desk) => service.signWarning(desk, seen(warning)));
const call = (who: Somebody, warning: Seen, reached = true) =>
  by(who, (desk) => service.recordContact(desk, { ...seen(warning), method: 'call', reached }));
const close = (who: Somebody, warning: Seen, more: Omit<service.CloseInput, 'id' | 'version'>, now = start) =>
  by(who, (desk) => service.closeWarning(desk, { ...seen(warning), ...more }), now);

describe('a transfer within the county', () => {
  const move = (warning: Seen) =>
    by(people.duty, (desk) =>
      service.transferWarning(desk, { ...seen(warning), place: '330206002001', note: '住西一社区' }),
    );

  test('waits until the other unit signs for it; the clocks run on', async () => {
    const warning = await call(people.east, await sign(people.east, await office.warn()), false);
    const moved = await move(warning);
    expect(moved).toMatchObject({ state: 'dispatched', transfer: { kind: 'inside', state: 'pending' } });
    const waiting = await office.act(people.west, start, (desk) => listWaitingTransfers(desk));
    expect(waiting.items).toMatchObject([{ warning: { id: warning.id }, acts: ['sign', 'return'] }]);
    const taken = await sign(people.west, moved);
    expect(taken).toMatchObject({
      state: 'contacting',
      transfer: { state: 'accepted', endedBy: { id: people.west.id } },
      clock: { contactDue: warning.clock.contactDue },
    });
    expect((await office.act(people.west, start, (desk) => listWaitingTransfers(desk))).items).toEqual([]);
  });

  test('is given back with a reason to who had it, and out of sight then', async () => {
    const warning = await sign(people.east, await office.warn());
    const moved = await move(warning);
    const back = await by(people.west, (desk) =>
      service.returnWarning(desk, { ...seen(moved), note: '已搬回东城' }),
    );
    expect(back).toMatchObject({
      state: 'dispatched',
      unit: { id: units.eastStation },
      place: { code: '330206001001' },
      assignee: { id: people.east.id },
      transfer: { state: 'returned' },
      clock: { contactDue: warning.clock.contactDue },
      acts: [],
    });
    await expect(office.see(people.west, warning.id)).rejects.toThrow('does not see');
    expect(await office.see(people.east, warning.id)).toMatchObject({
      history: [{ act: 'return', note: '已搬回东城' }, {}, {}, {}, {}],
    });
    const told = await office.query('SELECT person_id FROM notice WHERE kind = $1 AND link = $2', [
      'warning.returned',
      `/warnings/${warning.id}`,
    ]);
    expect(told).toEqual([{ person_id: people.east.id }]);
  });

  test('is given back to nobody when who had it has left: that account sees it no more', async () => {
    const warning = await sign(people.eastToo, await office.warn());
    const moved = await move(warning);
    const disable = (at: Date | null) =>
      office.query('UPDATE person SET disabled_at = $2 WHERE id = $1', [people.eastToo.id, at]);
    await disable(start);
    const back = await by(people.west, (desk) =>
      service.returnWarning(desk, { ...seen(moved), note: '已搬回东城' }),
    );
    await disable(null);
    expect(back).toMatchObject({ unit: { id: units.eastStation }, assignee: null });
  });

  test('is given back to the desk when the unit it came from was closed meanwhile', async () => {
    const moved = await move(await sign(people.east, await office.warn()));
    const close = (at: Date | null) =>
      office.query('UPDATE unit SET closed_at = $2 WHERE id = $1', [units.eastStation, at]);
    await close(start);
    const back = await by(people.west, (desk) =>
      service.returnWarning(desk, { ...seen(moved), note: '已搬回东城' }),
    );
    await close(null);
    expect(back).toMatchObject({ unit: { id: units.center }, assignee: null });
  });

  test('is not given back once somebody has signed, nor by who only reads', async () => {
    const moved = await move(await sign(people.east, await office.warn()));
    const taken = await sign(people.west, moved);
    const late = await by(people.west, (desk) =>
      service.returnWarning(desk, { ...seen(taken), note: '不是这里' }),
    );
    expect(late).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  test('that was taken back waits for nobody', async () => {
    const warning = await sign(people.east, await office.warn());
    const moved = await move(warning);
    const back = await undo(people.duty, moved);
    expect(back).toMatchObject({ state: 'signed', transfer: { state: 'withdrawn' }, unit: warning.unit });
  });

  test('whose acceptance was taken back waits again', async () => {
    const moved = await move(await sign(people.east, await office.warn()));
    const taken = await sign(people.west, moved);
    expect(await undo(people.west, taken)).toMatchObject({
      state: 'dispatched',
      transfer: { state: 'pending' },
    });
  });
});

test('what the machine sent to a station goes back to the desk with a reason', async () => {
  const warning = await office.warn();
  expect(warning.acts).not.toContain('return');
  const own = await office.see(people.east, warning.id);
  expect(own.acts).toEqual(['sign', 'return', 'close']);
  const back = await by(people.east, (desk) =>
    service.returnWarning(desk, { ...seen(own), note: '不在本辖区' }),
  );
  expect(back).toMatchObject({ state: 'dispatched', unit: { id: units.center }, assignee: null });
});

describe('a transfer out of the county', () => {
  const leave = async () => {
    const warning = await sign(people.east, await office.warn());
    return by(people.duty, (desk) =>
      service.transferWarning(desk, { ...seen(warning), place: '330281', note: '人已迁往该地' }),
    );
  };
  const accept = (who: Somebody, warning: Seen) =>
    by(who, (desk) => service.acceptTransfer(desk, { ...seen(warning), receivedBy: '余姚反诈中心 李警官' }));

  test('stays open with its clock until a second person of the desk has looked', async () => {
    const asked = await leave();
    expect(asked).toMatchObject({ state: 'signed', transfer: { kind: 'outside', state: 'pending' } });
    expect(asked.clocks[0]).toMatchObject({ state: 'running' });
    expect(asked.acts).not.toContain('accept');
    expect(await accept(people.duty, asked)).toMatchObject({ code: 'SECOND_PERSON' });
    const seenByOther = await office.see(people.dutyToo, asked.id);
    expect(seenByOther.next[0]).toMatchObject({ act: 'accept', why: 'review_transfer' });
    expect(seenByOther.acts.slice(0, 2)).toEqual(['accept', 'return']);
    const done = await accept(people.dutyToo, asked);
    expect(done).toMatchObject({
      state: 'closed',
      outcome: 'transferred',
      transfer: { state: 'accepted', askedBy: { id: people.duty.id }, endedBy: { id: people.dutyToo.id } },
      ending: { outcome: 'transferred' },
    });
    expect(done.history[0]!.note).toContain('余姚反诈中心');
    const back = await undo(people.dutyToo, done);
    expect(back).toMatchObject({ state: 'signed', transfer: { state: 'pending' }, ending: null });
  });

  test('is declined with a reason, or withdrawn by who asked, and the work goes on here', async () => {
    for (const who of [people.dutyToo, people.duty]) {
      const asked = await leave();
      const declined = await by(who, (desk) =>
        service.returnWarning(desk, { ...seen(asked), note: '人还在本区' }),
      );
      expect(declined).toMatchObject({ state: 'signed', transfer: { state: 'returned' } });
      expect(declined.acts).toContain('transfer');
    }
  });

  test('is nothing that a station reviews', async () => {
    const asked = await leave();
    const own = await office.see(people.east, asked.id);
    expect(own.acts).toEqual(['contact', 'meet', 'close']);
    const tried = await by(people.east, (desk) =>
      service.returnWarning(desk, { ...seen(own), note: '不同意' }),
    );
    expect(tried).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('does not keep the warning from ending otherwise', async () => {
    const asked = await leave();
    expect(
      await close(people.east, asked, { outcome: 'not_matched', falseAlarm: 'real_service' }),
    ).toMatchObject({
      state: 'closed',
      transfer: { state: 'withdrawn' },
    });
  });
});

describe('money saved', () => {
  const reached = async () => call(people.east, await sign(people.east, await office.warn('low')));
  const saving = async (saved: service.CloseInput['saved']) => {
    const closed = await close(people.east, await reached(), { outcome: 'dissuaded', saved });
    return closed.ending!;
  };

  test.each([
    ['no proof at all', {}],
    ['words alone', { proof: '本人说差点转了' }],
    ['a reference without words', { reference: 'GH-1' }],
    ['a file that is not there', { proof: '截图', file: '01a1ffbf-5660-7e4d-ae24-6a933003da00' }],
  ])('with %s counts as 0, and the warning says so', async (_what, proof) => {
    expect(await saving({ amount: 5_000_000, ...proof })).toMatchObject({
      savedFen: 0,
      claimedFen: 5_000_000,
    });
  });

  test('counts with words and the reference of the transaction', async () => {
    expect(await saving({ amount: 5_000_000, proof: '转账失败截图', reference: 'GH-1' })).toMatchObject({
      savedFen: 5_000_000,
      claimedFen: null,
    });
  });

  test('counts with words and a file of this warning', async () => {
    const warning = await reached();
    const file = await fileWith([warning.id]);
    const saved = { amount: 100, proof: '转账失败截图', file };
    expect((await close(people.east, warning, { outcome: 'dissuaded', saved })).ending).toMatchObject({
      savedFen: 100,
    });
  });

  async function fileWith(warnings: readonly string[]): Promise<string> {
    const file = crypto.randomUUID();
    await office.act(people.east, start, async ({ tx }) => {
      const blob = crypto.randomUUID();
      await tx.query(
        `INSERT INTO file_blob (id, unit_id, place_code, address, bytes, type, state, key_id, sealed)
         SELECT $2, unit_id, place_code, uuidv7(), 1, 'image/png', 'clean', key_id, '\\x00' FROM warning WHERE id = $1`,
        [warnings[0], blob],
      );
      await tx.query(
        `INSERT INTO file (id, blob_id, uploaded_by, key_id, name_sealed) VALUES ($1, $2, $3, 1, '\\x00')`,
        [file, blob, people.east.id],
      );
      for (const id of warnings)
        await tx.query(
          `INSERT INTO file_link (file_id, subject_kind, subject_id) VALUES ($1, 'warning', $2)`,
          [file, id],
        );
    });
    return file;
  }
});

describe('the proof of money saved', () => {
  const proven = (reference: string) => ({ amount: 700_000, proof: '转账失败截图', reference });
  const dissuade = (warning: Seen, reference: string, who = people.east) =>
    close(who, warning, { outcome: 'dissuaded', saved: proven(reference) });
  const reached = async (who = people.east, place = '330206001001') => {
    const { id, version } = await office.warn('low', { place });
    return call(who, await sign(who, { id, version }));
  };
  const counted = () =>
    office.query<{ fen: number }>(
      `SELECT coalesce(sum(saved_fen), 0)::int AS fen FROM warning WHERE saved_fen = 700000`,
    );

  test('counts for one warning, however it is spelt and whoever sees it; without it the other one ends as well', async () => {
    await dissuade(await reached(), 'TX2026-03 02 77');
    const other = await reached(people.west, '330206002');
    const again = await dissuade(other, 'tx2026030277', people.west);
    expect(again).toMatchObject({ code: 'PROOF_USED' });
    expect(await counted()).toEqual([{ fen: 700_000 }]);
    expect((await office.see(people.west, other.id)).state).toBe('contacted');
    const ended = await close(people.west, other, { outcome: 'dissuaded' });
    expect(ended).toMatchObject({ state: 'closed', ending: { savedFen: null } });
  });

  test('counts once when two are closed with it at the same time', async () => {
    const [one, two] = [await reached(), await reached(people.west, '330206002')];
    const done = await Promise.all([dissuade(one, 'TWO-AT-ONCE'), dissuade(two, 'TWO-AT-ONCE', people.west)]);
    expect(done.filter((each) => isRefusal(each))).toMatchObject([{ code: 'PROOF_USED' }]);
  });

  test('is free again when the ending falls away, and then does not come back with it', async () => {
    const first = await dissuade(await reached(), 'FREE-AGAIN');
    const opened = await by(people.east, (desk) =>
      service.reopenWarning(desk, { ...seen(first), note: '又接到来电' }),
    );
    expect((await dissuade(await reached(), 'FREE-AGAIN')).ending).toMatchObject({ savedFen: 700_000 });
    expect(await undo(people.east, opened)).toMatchObject({ code: 'TOO_LATE' });
    const taken = await dissuade(await reached(), 'TAKEN-BACK');
    await undo(people.east, taken);
    expect((await dissuade(await reached(), 'TAKEN-BACK')).ending).toMatchObject({ savedFen: 700_000 });
  });

  test('of the same warning counts again after it was opened again', async () => {
    const first = await dissuade(await reached(), 'SAME-ONE');
    const opened = await by(people.east, (desk) =>
      service.reopenWarning(desk, { ...seen(first), note: '又接到来电' }),
    );
    const ready = await call(people.east, await sign(people.east, opened));
    expect((await dissuade(ready, 'SAME-ONE')).ending).toMatchObject({ savedFen: 700_000 });
  });
});

describe('merging by hand', () => {
  const two = async () => {
    const one = await office.warn('low');
    const other = await sign(people.east, await office.warn('middle'));
    return { one, other };
  };

  test('takes what is known into the warning that stays; owner, dates and origin stay with each', async () => {
    const { one, other } = await two();
    const closed = await close(people.east, one, { outcome: 'duplicate', of: other.no });
    expect(closed).toMatchObject({
      state: 'closed',
      ending: { of: { id: other.id } },
      receivedAt: one.receivedAt,
    });
    const stays = await office.see(people.east, other.id);
    expect(stays).toMatchObject({
      level: 'middle',
      evidenceCount: 2,
      assignee: { id: people.east.id },
      source: other.source,
      receivedAt: other.receivedAt,
      state: 'signed',
    });
    expect(stays.history[0]).toMatchObject({
      act: 'merge',
      by: 'person',
      actor: { id: people.east.id },
      detail: { otherNos: String(one.no) },
    });
  });

  test('gives the one that stays the worse level and the tighter deadline', async () => {
    const worse = await office.warn('urgent');
    const mild = await office.warn('low');
    await close(people.east, worse, { outcome: 'duplicate', of: mild.no });
    const stays = await office.see(people.east, mild.id);
    expect(stays.level).toBe('urgent');
    expect(Date.parse(stays.clock.contactDue!)).toBeLessThan(Date.parse(mild.clock.contactDue!));
  });

  test('is taken back: both are open again, each with its own', async () => {
    const { one, other } = await two();
    const back = await undo(
      people.east,
      await close(people.east, one, { outcome: 'duplicate', of: other.no }),
    );
    expect(back).toMatchObject({ state: 'dispatched', outcome: null, evidenceCount: 1, ending: null });
    expect(await office.see(people.east, other.id)).toMatchObject({ evidenceCount: 1, state: 'signed' });
  });

  test('into a closed one changes nothing there', async () => {
    const { one, other } = await two();
    const closed = await close(people.east, other, { outcome: 'not_matched', falseAlarm: 'real_service' });
    await close(people.east, one, { outcome: 'duplicate', of: closed.no });
    expect(await office.see(people.east, other.id)).toMatchObject({
      version: closed.version,
      evidenceCount: 1,
    });
    expect(await undo(people.east, await office.see(people.east, one.id))).toMatchObject({
      state: 'dispatched',
    });
    expect(await office.see(people.east, other.id)).toMatchObject({
      version: closed.version,
      evidenceCount: 1,
    });
  });
});

describe('who was cheated after a warning', () => {
  const reviews = (id: string) =>
    office.query<{ state: string; cause: string }>(
      'SELECT state, cause FROM mandatory_review WHERE warning_id = $1',
      [id],
    );
  const cheated = (at: string | null) =>
    ({ outcome: 'cheated', loss: { amount: 100_000, at }, stopPayment: 'asked' }) as const;

  test('is reviewed when the money went after the warning came, and not when it went before', async () => {
    const after = await sign(people.east, await office.warn());
    const closed = await close(people.east, after, cheated(minutes(5).toISOString()), minutes(10));
    expect(await reviews(after.id)).toEqual([{ state: 'open', cause: 'closed' }]);
    expect(closed.ending).toMatchObject({ loss: { amount: 100_000 }, stopPayment: 'asked' });
    const before = await sign(people.east, await office.warn());
    await close(people.east, before, cheated(minutes(-600).toISOString()));
    expect(await reviews(before.id)).toEqual([]);
  });

  test('is reviewed when nobody knows when it went but the person had been reached', async () => {
    const warning = await call(people.east, await sign(people.east, await office.warn('low')));
    const closed = await close(people.east, warning, cheated(null));
    expect(await reviews(warning.id)).toHaveLength(1);
    await undo(people.east, closed);
    expect(await reviews(warning.id)).toEqual([{ state: 'withdrawn', cause: 'closed' }]);
  });

  test('is reviewed when another station had warned the person before, out of sight of who ends it', async () => {
    const person = crypto.randomUUID();
    const phone = freshPhone();
    const warn = async (place: string, at: Date) => {
      const signal = reportOf({ phone, place }, { at });
      const [raised] = await office.raise([{ person, judgements: [judgementOf(signal, 'low')] }], at);
      return { id: raised!.warningId, version: 1 };
    };
    const earlier = await call(
      people.west,
      await sign(people.west, await warn('330206002', minutes(-14_400))),
    );
    await close(people.west, earlier, { outcome: 'dissuaded' });
    const later = await sign(people.east, await warn('330206001', start));
    await close(people.east, later, cheated(minutes(-600).toISOString()));
    expect(await reviews(later.id)).toEqual([{ state: 'open', cause: 'closed' }]);
  });

  test('is not said to have lost money tomorrow', async () => {
    const warning = await sign(people.east, await office.warn());
    expect(isRefusal(await close(people.east, warning, cheated(minutes(600).toISOString())))).toBe(true);
  });
});
