import { describe, expect, test } from 'vitest';
import { raiseWarnings } from './raise-warnings.ts';
import { closeWarning, recordContact, reopenWarning, signWarning } from './service.ts';
import { freshPhone, judgementOf, minutes, openOffice, raiseOf, reportOf, start } from './testing/office.ts';

const office = await openOffice();
const { people, units } = office;
const hour = 60;

const somebody = (place?: string) => ({
  person: crypto.randomUUID(),
  subject: { phone: freshPhone(), ...(place === undefined ? {} : { place }) },
});
const seenIn = (subject: { phone: string }, level: 'urgent' | 'high' | 'middle' | 'low', at = start) =>
  judgementOf(reportOf(subject, { at }), level);

describe('a person without an open warning', () => {
  test('gets one, dispatched at once to the station of the town, clocks running from receipt', async () => {
    const { person, subject } = somebody('330206002001');
    const [raised] = await office.raise([{ person, judgements: [seenIn(subject, 'urgent')] }]);
    expect(raised).toMatchObject({ created: true, level: 'urgent' });
    const seen = await office.see(people.west, raised!.warningId);
    expect(seen).toMatchObject({
      state: 'dispatched',
      unit: { id: units.westStation },
      place: { code: '330206002001', name: '西一社区' },
      clock: { contactDue: minutes(15).toISOString(), meetDue: minutes(60).toISOString() },
    });
    expect(seen.history.map((h) => [h.act, h.by, h.from, h.to])).toEqual([
      ['dispatch', 'machine', 'new', 'dispatched'],
      ['create', 'machine', null, 'new'],
    ]);
    expect(seen.history[0]!.detail).toMatchObject({
      contactParam: expect.any(String),
      meetParam: expect.any(String),
    });
  });

  test('without a known place goes to the centre; outside the county too, with the code kept', async () => {
    const [a, b] = await office.raise([
      { judgements: [seenIn(somebody().subject, 'low')] },
      { judgements: [seenIn(somebody('110101001').subject, 'low')] },
    ]);
    for (const raised of [a, b])
      expect(await office.see(people.duty, raised!.warningId)).toMatchObject({
        unit: { id: units.center },
        place: { code: '330206' },
      });
    const [dispatch] = (await office.see(people.duty, b!.warningId)).history;
    expect(dispatch!.detail).toMatchObject({ outside: '110101001' });
  });

  test('goes where the last warning lay when no signal tells a place', async () => {
    const { person, subject } = somebody('330206001001');
    const [first] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    await office.act(people.east, start, (desk) =>
      closeWarning(desk, { id: first!.warningId, version: 1, outcome: 'not_matched', note: '号码登记有误' }),
    );
    const [second] = await office.raise([{ person, judgements: [seenIn({ phone: subject.phone }, 'low')] }]);
    expect(second!.created).toBe(true);
    expect(await office.see(people.east, second!.warningId)).toMatchObject({
      place: { code: '330206001001' },
    });
  });

  test('an instruction is a warning of at least its level, and its own earlier deadline wins', async () => {
    const { person, subject } = somebody('330206001');
    const signal = {
      id: 'I-1',
      kind: 'instruction',
      at: start.toISOString(),
      subject,
      level: 'high',
      due: minutes(30).toISOString(),
      from: '省反诈中心',
    } as const;
    const [raised] = await office.raise([{ person, judgements: [judgementOf(signal, 'low')] }]);
    expect(raised!.level).toBe('high');
    expect((await office.see(people.east, raised!.warningId)).clock.contactDue).toBe(
      minutes(30).toISOString(),
    );
  });

  test('is shown what led there, also what raised nothing by itself', async () => {
    const { person, subject } = somebody('330206001');
    const install = {
      id: 'E-1',
      kind: 'install',
      at: minutes(-40).toISOString(),
      subject,
      app: { name: '云会议' },
      screenSharing: true,
    } as const;
    const earlier = [{ batchId: 7, ord: 3, at: minutes(-40), score: 10, reasons: [], signal: install }];
    const [raised] = await office.raise([{ person, judgements: [seenIn(subject, 'high')], earlier }]);
    const seen = await office.see(people.east, raised!.warningId);
    expect(seen.evidenceCount).toBe(2);
    expect(seen.evidence.map((e) => [e.kind, e.facts[0]!.value])).toEqual([
      ['report', '接到自称客服的电话'],
      ['install', '云会议'],
    ]);
  });

  test('who was only recognised gets none', async () => {
    expect(await office.raise([{ judgements: [], absorb: [crypto.randomUUID()] }])).toEqual([]);
  });
});

describe('an open warning', () => {
  test('takes the evidence instead of a second warning; the number of its steps says so', async () => {
    const { person, subject } = somebody('330206001');
    const [first] = await office.raise([{ person, judgements: [seenIn(subject, 'high')] }]);
    const later = minutes(5);
    const [again] = await office.raise([{ person, judgements: [seenIn(subject, 'low', later)] }], later);
    expect(again).toEqual({ warningId: first!.warningId, created: false, level: 'high' });
    const seen = await office.see(people.east, first!.warningId);
    expect(seen).toMatchObject({ level: 'high', score: 65, evidenceCount: 2, version: 2 });
    expect(seen.lastEvidenceAt).toBe(later.toISOString());
    expect(seen.clock.contactDue).toBe(minutes(2 * hour).toISOString());
    expect(seen.history[0]).toMatchObject({ act: 'evidence', note: null });
    expect(seen.reasons.map((r) => r.code)).toEqual(['test.high', 'test.low']);
  });

  test('rises with its clocks, but evidence never gives more time', async () => {
    const { person, subject } = somebody('330206001');
    const [first] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    const at = minutes(10);
    await office.raise([{ person, judgements: [seenIn(subject, 'urgent', at)] }], at);
    const urgent = await office.see(people.east, first!.warningId);
    expect(urgent).toMatchObject({ level: 'urgent', score: 90 });
    expect(urgent.clock).toMatchObject({
      contactDue: minutes(25).toISOString(),
      meetDue: minutes(70).toISOString(),
    });
    expect(urgent.history[0]).toMatchObject({ act: 'raise', detail: { from: 'low', to: 'urgent' } });

    const late = somebody('330206001');
    const [middle] = await office.raise([
      { person: late.person, judgements: [seenIn(late.subject, 'middle')] },
    ]);
    const nearlyOver = minutes(24 * hour - 5);
    await office.raise(
      [{ person: late.person, judgements: [seenIn(late.subject, 'high', nearlyOver)] }],
      nearlyOver,
    );
    const high = await office.see(people.east, middle!.warningId);
    expect(high.clock.contactDue).toBe(minutes(24 * hour).toISOString());
  });

  test('of somebody already reached goes back to work when the danger rises', async () => {
    const { person, subject } = somebody('330206001');
    const [raised] = await office.raise([{ person, judgements: [seenIn(subject, 'middle')] }]);
    const id = raised!.warningId;
    await office.act(people.east, start, (desk) => signWarning(desk, { id, version: 1 }));
    await office.act(people.east, start, (desk) =>
      recordContact(desk, { id, version: 2, method: 'call', reached: true }),
    );
    const at = minutes(60);
    await office.raise([{ person, judgements: [seenIn(subject, 'urgent', at)] }], at);
    const seen = await office.see(people.east, id);
    expect(seen).toMatchObject({ state: 'signed', level: 'urgent', assignee: { id: people.east.id } });
    expect(seen.clock).toMatchObject({
      contactDue: minutes(75).toISOString(),
      meetDue: minutes(120).toISOString(),
      contactedAt: null,
      metAt: null,
    });
    const closing = await office.act(people.east, at, (desk) =>
      closeWarning(desk, { id, version: seen.version, outcome: 'dissuaded', note: '已劝住' }),
    );
    expect(closing).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  });

  test('starts a new round after 72 hours of silence', async () => {
    const { person, subject } = somebody('330206001');
    const [first] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    const inTime = minutes(72 * hour);
    await office.raise([{ person, judgements: [seenIn(subject, 'low', inTime)] }], inTime);
    expect((await office.see(people.east, first!.warningId)).history[0]!.note).toBe(null);
    const after = minutes(72 * hour + 1, inTime);
    await office.raise([{ person, judgements: [seenIn(subject, 'low', after)] }], after);
    expect((await office.see(people.east, first!.warningId)).history[0]).toMatchObject({
      act: 'evidence',
      note: '新的一轮',
      detail: { round: 'new' },
    });
  });

  test('moves from the centre to the station once a place is known, unless a person has chosen', async () => {
    const { person, subject } = somebody();
    const [raised] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    await office.raise([{ person, judgements: [seenIn({ ...subject, ...{ place: '330206001' } }, 'low')] }]);
    const seen = await office.see(people.east, raised!.warningId);
    expect(seen).toMatchObject({
      unit: { id: units.eastStation },
      place: { code: '330206001' },
      state: 'dispatched',
    });
    expect(seen.history[0]!.act).toBe('dispatch');
  });

  test('learns what later signals tell of the person and keeps what it knew', async () => {
    const { person, subject } = somebody('330206001');
    const [raised] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    const more = { phone: freshPhone(), name: '欧阳一', account: '6222020200112233445' };
    await office.raise([{ person, judgements: [seenIn(more, 'low')] }]);
    expect((await office.see(people.east, raised!.warningId)).subject).toMatchObject({
      phone: `136****${subject.phone.slice(-4)}`,
      name: '欧**',
      account: '622202*********3445',
    });
  });

  test('ends by closing: the next signal makes a new one', async () => {
    const { person, subject } = somebody('330206001');
    const [first] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    await office.act(people.east, start, (desk) =>
      closeWarning(desk, { id: first!.warningId, version: 1, outcome: 'not_matched', note: '不是本人' }),
    );
    const [second] = await office.raise([{ person, judgements: [seenIn(subject, 'low')] }]);
    expect(second).toMatchObject({ created: true });
    expect(second!.warningId).not.toBe(first!.warningId);
  });
});

test('everybody who may see a warning is told of it, with references only', async () => {
  const { person, subject } = somebody('330206002');
  const [raised] = await office.raise([{ person, judgements: [seenIn(subject, 'high')] }]);
  await office.raise([{ person, judgements: [seenIn(subject, 'high')] }]);
  const told = await office.query(
    `SELECT topic, place_code, unit_id, body - 'at' AS body FROM outbox WHERE body ->> 'id' = $1 ORDER BY seq`,
    [raised!.warningId],
  );
  const common = { topic: 'warnings', place_code: '330206002', unit_id: units.westStation };
  expect(told).toEqual([
    { ...common, body: { type: 'warning.created', id: raised!.warningId, level: 'high' } },
    { ...common, body: { type: 'warning.changed', id: raised!.warningId, version: 2 } },
  ]);
});

test('characters that PostgreSQL cannot keep do not fail a batch', async () => {
  const { person, subject } = somebody('330206001');
  const signal = reportOf({ ...subject, name: '张\0\ud800三' }, { text: '你好\0\udc00' });
  const [raised] = await office.raise([
    { person, judgements: [judgementOf(signal, 'low')], source: '测试\0' },
  ]);
  expect(await office.see(people.east, raised!.warningId)).toMatchObject({ source: '测试' });
});

describe('two batches at once', () => {
  test('open one warning for a person, whatever else they raise', async () => {
    const persons = Array.from({ length: 12 }, () => crypto.randomUUID());
    const batch = (shift: number) =>
      office.raise(
        persons.map((_, n) => ({
          person: persons[(n + shift) % persons.length]!,
          judgements: raiseOf().judgements,
        })),
      );
    const answers = await Promise.all([0, 3, 6, 9, 1, 11].map(batch));
    for (const person of persons) {
      const rows = await office.query<{ count: number; evidence: number }>(
        'SELECT count(*) AS count, sum(evidence_count)::integer AS evidence FROM warning WHERE person = $1',
        [person],
      );
      expect(rows[0]).toEqual({ count: 1, evidence: 6 });
    }
    expect(answers.flat().filter((raised) => raised.created)).toHaveLength(persons.length);
  });

  test('the second waits for the first to commit and then adds to its warning', async () => {
    const person = crypto.randomUUID();
    const { promise: goOn, resolve: commit } = Promise.withResolvers<void>();
    const { promise: hasRaised, resolve: raisedFirst } = Promise.withResolvers<void>();
    const first = office.db.inTransaction({ kind: 'machine' }, async (tx) => {
      const raised = await raiseWarnings(tx, office.deps, [raiseOf({ person })], start);
      raisedFirst();
      await goOn;
      return raised.get(person)!;
    });
    await hasRaised;
    let finished = false;
    const second = office.raise([{ person }]).finally(() => {
      finished = true;
    });
    await office.query('SELECT pg_sleep(0.1)');
    expect(finished).toBe(false);
    commit();
    const [a, [b]] = await Promise.all([first, second]);
    expect(b).toEqual({ ...a, created: false });
  });
});

test('who borrows a warning while a batch waits for it is told of what the batch brings', async () => {
  const seen = await office.warn('low');
  const [{ person }] = (await office.query<{ person: string }>('SELECT person FROM warning WHERE id = $1', [
    seen.id,
  ])) as [{ person: string }];
  const { promise: goOn, resolve: commit } = Promise.withResolvers<void>();
  const { promise: isHeld, resolve: held } = Promise.withResolvers<void>();
  const lending = office.act(people.duty, start, async ({ tx }) => {
    await tx.query('SELECT FROM warning WHERE id = $1 FOR UPDATE', [seen.id]);
    await tx.query(
      `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
       VALUES ($1, $2, $3, $4, 'read', now() + interval '1 d', '{}', (SELECT max(id) FROM rule_param))`,
      [seen.id, people.duty.id, people.duty.unitId, people.west.id],
    );
    held();
    await goOn;
  });
  await isHeld;
  const raising = office.raise([{ person }]);
  await office.query('SELECT pg_sleep(0.1)');
  commit();
  await lending;
  await raising;
  expect(
    await office.query(`SELECT person_id FROM outbox WHERE body ->> 'id' = $1 AND body ->> 'version' = '2'`, [
      seen.id,
    ]),
  ).toEqual([{ person_id: null }, { person_id: people.west.id }]);
});

test('opening a closed warning again while a batch opens a new one leaves one open', async () => {
  const person = crypto.randomUUID();
  const [old] = await office.raise([{ person }]);
  const id = old!.warningId;
  await office.act(people.east, start, (desk) =>
    closeWarning(desk, { id, version: 1, outcome: 'not_matched', note: '不符' }),
  );
  const { promise: goOn, resolve: commit } = Promise.withResolvers<void>();
  const { promise: hasRaised, resolve: raisedFirst } = Promise.withResolvers<void>();
  const batch = office.db.inTransaction({ kind: 'machine' }, async (tx) => {
    await raiseWarnings(tx, office.deps, [raiseOf({ person })], start);
    raisedFirst();
    await goOn;
  });
  await hasRaised;
  const opening = office.act(people.east, start, (desk) =>
    reopenWarning(desk, { id, version: 2, note: '再看' }),
  );
  await office.query('SELECT pg_sleep(0.1)');
  commit();
  await batch;
  expect(await opening).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  expect(
    await office.query(`SELECT id <> $2 AS other FROM warning WHERE person = $1 AND state <> 'closed'`, [
      person,
      id,
    ]),
  ).toEqual([{ other: true }]);
});

test('a batch that raises a hundred persons takes few statements', async () => {
  const raises = Array.from({ length: 100 }, () => raiseOf());
  let statements = 0;
  await office.db.inTransaction({ kind: 'machine' }, (tx) => {
    const counting = new Proxy(tx, {
      get(target, key) {
        if (key === 'query') statements++;
        const member: unknown = Reflect.get(target, key);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    return raiseWarnings(counting, office.deps, raises, start);
  });
  expect(statements).toBeLessThan(12);
});
