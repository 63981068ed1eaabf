import type { WarningDetail } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { closeReview } from '../dissuasion/index.ts';
import type { Desk } from './desk.ts';
import * as service from './service.ts';
import { minutes, openOffice, start } from './testing/office.ts';
import { undoLastStep } from './undo.ts';

const office = await openOffice();
const { people } = office;
type Seen = { id: string; version: number };

const by = <T>(who: (typeof people)['east'], act: (desk: Desk) => Promise<T>, now = start) =>
  office.act(who, now, act) as Promise<WarningDetail>;
const signed = async (level: 'high' | 'low' = 'low', subject = {}) => {
  const { id, version } = await office.warn(level, subject);
  return by(people.east, (desk) => service.signWarning(desk, { id, version }));
};
const contact = (seen: Seen, more: Partial<Parameters<typeof service.recordContact>[1]>, who = people.east) =>
  by(who, (desk) =>
    service.recordContact(desk, {
      id: seen.id,
      version: seen.version,
      method: 'call',
      reached: true,
      ...more,
    }),
  );

describe('a contact', () => {
  test('keeps when, how, who, what was said and what the person thought; words lie sealed', async () => {
    const warning = await signed('low', { name: '张三丰' });
    const done = await contact(warning, {
      result: 'doubts',
      startedAt: minutes(-5).toISOString(),
      endedAt: start.toISOString(),
      present: ['周东'],
      said: '告诉张三丰客服不会打 13911112222 要验证码',
      statement: '我再想想',
    });
    expect(done.contacts).toMatchObject([
      {
        by: { id: people.east.id },
        method: 'call',
        reached: true,
        result: 'doubts',
        startedAt: minutes(-5).toISOString(),
        present: '周东',
        said: '告诉张**客服不会打 139****2222 要验证码',
        statement: '我再想想',
        earlier: [],
      },
    ]);
    const rows = await office.query(
      'SELECT to_jsonb(c) - $2 AS row FROM contact_record c WHERE warning_id = $1',
      [warning.id, 'sealed'],
    );
    expect(JSON.stringify(rows)).not.toMatch(/张三丰|13911112222|想想/);
  });

  test('with relatives or a third party says on what ground, and why', async () => {
    const warning = await signed();
    const family = (more: object) => contact(warning, { method: 'family', ...more });
    expect(await family({})).toMatchObject({ code: 'MISSING', data: { field: 'basis' } });
    expect(await family({ basis: 'emergency' })).toMatchObject({
      code: 'MISSING',
      data: { field: 'basisWhy' },
    });
    const done = await family({ basis: 'emergency', basisWhy: '正在转账,本人电话占线' });
    expect(done.contacts[0]).toMatchObject({ basis: 'emergency', basisWhy: '正在转账,本人电话占线' });
    const own = await contact(done, { basis: 'consent', basisWhy: '不需要' });
    expect(own.contacts[0]).toMatchObject({ method: 'call', basis: null, basisWhy: null });
  });

  test('that has not begun, or ended before it began, is refused', async () => {
    const warning = await signed();
    expect(await contact(warning, { startedAt: minutes(10).toISOString() })).toMatchObject({
      data: { field: 'startedAt' },
    });
    const times = { startedAt: start.toISOString(), endedAt: minutes(-1).toISOString() };
    expect(await contact(warning, times)).toMatchObject({ data: { field: 'endedAt' } });
  });

  test('is corrected by who noted it or by the desk; what stood there stays', async () => {
    const done = await contact(await signed(), { result: 'believes', said: '已讲明' });
    const [record] = done.contacts;
    const correct = (who: (typeof people)['east'], seen: Seen, more = {}) =>
      by(who, (desk) =>
        service.correctContactRecord(desk, {
          id: done.id,
          version: seen.version,
          contact: record!.id,
          result: 'refuses',
          said: '已讲明,不信',
          why: '当时点错',
          ...more,
        }),
      );
    expect(await correct(people.eastToo, done)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await correct(people.east, done, { contact: crypto.randomUUID() })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const corrected = await correct(people.east, done);
    expect(corrected.history.find(({ act }) => act === 'correct')).toMatchObject({
      note: '当时点错',
      detail: { result: 'refuses' },
    });
    expect(corrected.contacts).toMatchObject([
      {
        id: record!.id,
        result: 'refuses',
        said: '已讲明,不信',
        earlier: [
          { result: 'believes', said: '已讲明', why: '当时点错', correctedBy: { id: people.east.id } },
        ],
      },
    ]);
    const again = await correct(people.duty, corrected, { result: 'doubts' });
    expect(again.contacts[0]!.earlier.map(({ result }) => result)).toEqual(['refuses', 'believes']);
    // What an ending demands goes by what is true now.
    expect(
      await by(people.east, (desk) =>
        service.closeWarning(desk, { id: done.id, version: again.version, outcome: 'dissuaded' }),
      ),
    ).toMatchObject({ code: 'MISSING', data: { field: 'result' } });
  });

  test('that was taken back is no contact any more', async () => {
    const done = await contact(await signed(), { said: '接通' });
    const back = await by(people.east, (desk) =>
      undoLastStep(desk, { id: done.id, version: done.version, historyId: done.undo!.historyId }),
    );
    expect(back).toMatchObject({ state: 'signed', contacts: [] });
  });
});

describe('dissuasion that fails', () => {
  const told = (id: string) =>
    office.query<{ kind: string; personId: string; urgent: boolean }>(
      `SELECT kind, person_id AS "personId", urgent FROM notice WHERE link = $1 AND kind = 'warning.failed'`,
      [`/warnings/${id}`],
    );

  test('goes up to the leader of the station by itself, once for each reason, and stands in the history', async () => {
    const warning = await signed('high');
    const first = await contact(warning, { reached: false, failed: 'hung_up' });
    expect(first.history[0]).toMatchObject({
      act: 'escalate',
      by: 'law',
      detail: { failure: 'hung_up', role: 'leader', unitName: '东派出所' },
    });
    expect(await told(warning.id)).toEqual([
      { kind: 'warning.failed', personId: people.eastLeader.id, urgent: true },
    ]);
    const second = await contact(first, { reached: false, failed: 'hung_up' });
    expect(await told(warning.id)).toHaveLength(1);
    await contact(second, { result: 'refuses', failed: 'convinced_by_scammer' });
    expect(await told(warning.id)).toHaveLength(2);
  });

  describe('as a correction says', () => {
    const correct = (seen: WarningDetail, more: object, who = people.east, now = start) =>
      by(
        who,
        (desk) =>
          service.correctContactRecord(desk, {
            id: seen.id,
            version: seen.version,
            contact: seen.contacts.at(-1)!.id,
            why: '回听录音后更正',
            ...more,
          }),
        now,
      );
    const reviews = (id: string) =>
      office.query<{ state: string; cause: string; by: string }>(
        'SELECT state, cause, dissuaded_by AS by FROM mandatory_review WHERE warning_id = $1 ORDER BY opened_at, id',
        [id],
      );
    const reviewOf = async (id: string) =>
      (await office.query<Seen>('SELECT id, version FROM mandatory_review WHERE warning_id = $1', [id]))[0]!;
    const cheated = ({ id, version }: Seen, who: (typeof people)['east']) =>
      by(who, (desk) =>
        service.closeWarning(desk, {
          id,
          version,
          outcome: 'cheated',
          loss: { amount: null, at: null },
          stopPayment: 'not_possible',
          note: '钱已转出',
        }),
      );
    const dissuaded = async () => {
      const done = await contact(await signed(), { result: 'believes', said: '已讲明' });
      return by(people.eastToo, (desk) =>
        service.closeWarning(desk, { id: done.id, version: done.version, outcome: 'dissuaded' }),
      );
    };

    test('goes up to the leader once, like one that was noted at once; nothing else follows from it', async () => {
      const done = await contact(await signed(), { result: 'believes' });
      const first = await correct(done, { result: 'refuses' });
      expect(first.history.slice(0, 2)).toMatchObject([
        { act: 'escalate', by: 'law', detail: { failure: 'refused' } },
        { act: 'correct' },
      ]);
      const back = await correct(first, { result: 'believes' });
      const again = await correct(back, { result: 'refuses' });
      expect(again.history[0]).toMatchObject({ act: 'correct' });
      expect(await told(done.id)).toHaveLength(1);
      expect(await reviews(done.id)).toEqual([]);
    });

    test('opens a review when the money was gone, once however often it is corrected, by who ended it', async () => {
      const closed = await dissuaded();
      const first = await correct(closed, { result: 'transferred' });
      const opened = { state: 'open', cause: 'corrected', by: people.eastToo.id };
      expect(await reviews(closed.id)).toEqual([opened]);
      expect(await told(closed.id)).toHaveLength(1);
      const back = await correct(first, { result: 'doubts' });
      // To the better: the review stands until somebody has looked.
      expect(await reviews(closed.id)).toEqual([opened]);
      const again = await correct(back, { result: 'transferred', said: '讲明了' });
      await correct(again, { result: 'transferred', said: '再讲明一次' });
      expect(await reviews(closed.id)).toEqual([opened]);
      expect(
        await office.query(
          `SELECT params ->> 'no' AS no FROM notice WHERE kind = 'review.opened' AND person_id = $1 AND params ->> 'no' = $2`,
          [people.eastLeader.id, String(closed.no)],
        ),
      ).toHaveLength(1);
    });

    test('is not looked into twice, neither after a review that was ended nor when it ends as cheated', async () => {
      const done = await contact(await signed(), { result: 'believes' });
      const first = await correct(done, { result: 'transferred' });
      expect(await reviews(done.id)).toMatchObject([{ state: 'open', by: people.east.id }]);
      const ended = await cheated(first, people.east);
      expect(ended.outcome).toBe('cheated');
      expect(await reviews(done.id)).toHaveLength(1);
      const review = await reviewOf(done.id);
      const found = await by(people.duty, (desk) =>
        closeReview(desk, { ...review, finding: 'mistaken', words: '核对录音,钱没有转出' }),
      );
      expect(isRefusal(found)).toBe(false);
      const back = await correct(ended, { result: 'believes' });
      await correct(back, { result: 'transferred' });
      expect(await reviews(done.id)).toMatchObject([{ state: 'closed' }]);
    });

    test('is not looked into by whoever ended the warning after the review had begun', async () => {
      const done = await contact(await signed(), { result: 'believes' });
      const first = await correct(done, { result: 'transferred' });
      await cheated(first, people.duty);
      const review = await reviewOf(done.id);
      const end = (who: (typeof people)['east']) =>
        by(who, (desk) => closeReview(desk, { ...review, finding: 'mistaken', words: '没有转出' }));
      expect(await end(people.duty)).toMatchObject({ code: 'SAME_PERSON' });
      expect(await end(people.east)).toMatchObject({ code: 'SAME_PERSON' });
      expect(isRefusal(await end(people.eastLeader))).toBe(false);
    });

    test('takes no later warning for one that came before the money went', async () => {
      const first = await signed();
      const tried = await contact(first, { reached: false, failed: 'no_answer' });
      const later = await office.warn('high');
      await office.query(
        `UPDATE warning SET person = (SELECT person FROM warning WHERE id = $1), state = 'closed', outcome = 'dissuaded',
           received_at = received_at + interval '3 d', closed_at = received_at + interval '3 d' WHERE id = $2`,
        [first.id, later.id],
      );
      const gone = await correct(tried, { failed: 'already_transferred' }, people.east, minutes(5 * 24 * 60));
      expect(gone.history.some(({ act }) => act === 'correct')).toBe(true);
      expect(await reviews(first.id)).toEqual([]);
    });
  });

  test('is not mere silence at the other end', async () => {
    const warning = await signed();
    const done = await contact(warning, { reached: false, failed: 'no_answer' });
    expect(done.history[0]!.act).toBe('contact');
    expect(await told(warning.id)).toEqual([]);
  });

  test('lets it end as refused without naming anybody else: the leader knows', async () => {
    const done = await contact(await signed(), { result: 'refuses' });
    const ended = await by(people.east, (desk) =>
      service.closeWarning(desk, { id: done.id, version: done.version, outcome: 'refused' }),
    );
    expect(isRefusal(ended)).toBe(false);
  });
});
