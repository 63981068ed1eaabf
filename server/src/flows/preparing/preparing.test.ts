import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Body, BodyFault, RejectedLine, Sender } from '../../facts/signals/index.ts';
import { hashingWith, masterKeysFrom } from '../../ground/vault/index.ts';
import { defaultTextModel, openTextJudge } from '../../work/deciding/index.ts';
import type { Submission } from '../submission.ts';
import { type Incoming, type Prepared, prepareBodies } from './prepare.ts';
import { openPreparing, type Preparing } from './preparing.ts';
import { answerWith, ask, bodiesOf, preparedOf } from './thread-messages.ts';

const keys = masterKeysFrom(Buffer.alloc(64, 7));
const texts = await openTextJudge(await defaultTextModel());
const sender = { unitId: '8d0f6f0e-1c5b-4e55-9a52-6b2a52f7f7a1', source: '某某银行' };
const limits = { now: Date.parse('2026-03-01T10:00:00+08:00'), futureTolerance: 300_000 };
const incoming = (text: string, form: 'lines' | 'array' = 'lines'): Incoming => ({
  body: { bytes: Buffer.from(text), form },
  sender,
});
const here = (one: Incoming) => prepareBodies({ hashing: hashingWith(keys), texts }, [one], limits)[0];

const opened: Preparing[] = [];
afterAll(() => Promise.all(opened.map((one) => one.close())));
function open(options: Partial<Parameters<typeof openPreparing>[0]> = {}): Preparing {
  const preparing = openPreparing({
    keys,
    texts,
    limits: () => limits,
    threadFrom: 0,
    onLost: () => undefined,
    ...options,
  });
  opened.push(preparing);
  return preparing;
}

/** One whose thread is ready. */
async function openReady(options: Parameters<typeof open>[0] = {}): Promise<Preparing> {
  let preparing: Preparing | undefined;
  await new Promise<void>((resolve, reject) => {
    preparing = open({ onReady: resolve, onLost: reject, ...options });
    preparing.prepare(incoming('')).catch(reject);
  });
  return preparing!;
}

const dying = new URL('./testing/dying-thread.ts', import.meta.url);
const shared = openReady();

const base = {
  at: '2026-03-01T09:30:00+08:00',
  subject: { phone: '138 0000 0001', idNo: '33020619900101123x' },
};
const all = [
  { ...base, id: 'a', kind: 'sms', from: '106575', text: '点赞关注做任务,日赚三百,先垫付后返利,加客服微信' },
  {
    ...base,
    id: 'b',
    kind: 'call',
    from: '+85212345678',
    seconds: 1860,
    overseas: true,
    transcript: '我是公安局的',
  },
  { ...base, id: 'c', kind: 'visit', url: 'http://example.test/a' },
  {
    ...base,
    id: 'd',
    kind: 'install',
    app: { name: '云会议', package: 'a.b', sha256: 'a'.repeat(64) },
    screenSharing: true,
  },
  {
    ...base,
    id: 'e',
    kind: 'transfer',
    to: { account: '62220000', bank: '工行' },
    amount: 5_000_000,
    newPayee: true,
  },
  { ...base, id: 'f', kind: 'report', text: '有人叫我转钱😀', already: 'unknown' },
  { ...base, id: 'g', kind: 'instruction', subject: { ...base.subject, name: '张三' }, level: 'high' },
];
const lines = all.map((one) => JSON.stringify(one));

describe('the thread and this one prepare the same', () => {
  test.each([
    ['every kind of signal', incoming(lines.join('\n'))],
    ['an array of them', incoming(`[${lines.join(',')}]`, 'array')],
    [
      'good lines between bad ones',
      incoming(['{', ...lines.slice(0, 3), '', '{"id":"x"}', ...lines.slice(3), 'null'].join('\n')),
    ],
    ['bad lines only', incoming('{\n[]\n7')],
    ['nothing', incoming('')],
    ['what is no array', incoming('{}', 'array')],
    ['what is no JSON', incoming('[', 'array')],
    ['too many lines', incoming(`${lines[0]}\n`.repeat(10_001))],
    [
      'bytes that are no UTF-8',
      { ...incoming(''), body: { bytes: Buffer.from([0xff, 0x0a, 0xfe]), form: 'lines' as const } },
    ],
  ])('of %s', async (_, one) => {
    const preparing = await shared;
    const answers = await Promise.all([preparing.prepare(one), preparing.prepare(one)]);
    expect(answers).toEqual([here(one), here(one)]);
  });

  test('and the kinds above are all accepted, with words where there are some', () => {
    const prepared = here(incoming(lines.join('\n'))) as Submission[];
    expect(prepared.map(({ signal }) => signal.id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(prepared.map(({ words }) => words !== undefined)).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
    expect(prepared[0]!.identifiers).toHaveLength(2);
  });
});

test('a body that lies inside a larger piece of memory is sent alone, and stays with who gave it', async () => {
  const preparing = await shared;
  const memory = Buffer.from(`秘密的别人的内容${lines[0]}别的`);
  const start = Buffer.byteLength('秘密的别人的内容');
  const bytes = memory.subarray(start, start + Buffer.byteLength(lines[0]!));
  const answer = await preparing.prepare({ ...incoming(''), body: { bytes, form: 'lines' } });
  expect(answer).toEqual(here(incoming(lines[0]!)));
  expect(bytes.toString()).toBe(lines[0]);
});

test('when the thread ends, the body in its hands fails, it is told once, and later ones are prepared here', async () => {
  const lost: string[] = [];
  const preparing = await openReady({ entry: dying, onLost: (error) => lost.push(error.message) });
  const one = incoming(lines.join('\n'));
  await expect(preparing.prepare(one)).rejects.toThrow('no memory left');
  for (let time = 0; time < 3; time++) expect(await preparing.prepare(one)).toEqual(here(one));
  expect(lost).toEqual(['no memory left']);
});

test('small bodies, and those that come before the thread is ready, are prepared here', async () => {
  const one = incoming(lines.join('\n'));
  const small = open({ entry: dying, threadFrom: 100_000 });
  for (let time = 0; time < 3; time++) expect(await small.prepare(one)).toEqual(here(one));
  expect(await open({ entry: dying }).prepare(one)).toEqual(here(one));
});

test('closing ends the thread, and can be done without one', async () => {
  const preparing = await openReady();
  await preparing.close();
  const never = open();
  await never.close();
});

const rejected = fc.record({
  line: fc.nat(),
  id: fc.option(fc.string(), { nil: null }),
  error: fc.string(),
}) satisfies fc.Arbitrary<RejectedLine>;
type Unsent = Omit<Submission, 'unitId' | 'source'>;
const submission: fc.Arbitrary<Unsent> = fc
  .record({
    canonical: fc.jsonValue().map((value) => JSON.stringify(value)),
    at: fc.integer(),
    idHash: fc.string(),
    content: fc.string(),
    identifiers: fc.array(fc.record({ key: fc.string(), rank: fc.constantFrom(1, 2, 3) }), { maxLength: 3 }),
    words: fc.option(fc.record({ type: fc.constant(null), score: fc.double({ noNaN: true }) }), {
      nil: undefined,
    }),
  })
  .map((one) => ({ ...one, signal: JSON.parse(one.canonical) }) as Unsent);
const senderOf = fc.record({ unitId: fc.string(), source: fc.string() }) satisfies fc.Arbitrary<Sender>;
const fault = fc.record({
  code: fc.constant('BAD_REQUEST'),
  sentence: fc.string(),
}) as fc.Arbitrary<BodyFault>;
const outcome: fc.Arbitrary<[Sender, Prepared]> = senderOf.chain((who) =>
  fc.tuple(
    fc.constant(who),
    fc.oneof(
      fc.array(
        fc.oneof(
          rejected,
          submission.map((one) => ({ ...one, ...who })),
        ),
      ),
      fault,
      fc.string().map((message) => new Error(message)),
    ),
  ),
);

test('whatever became of bodies, in whatever order, comes back from the thread', () => {
  fc.assert(
    fc.property(fc.array(outcome), (all) => {
      const answer = structuredClone(
        answerWith(
          7,
          all.map(([, prepared]) => prepared),
        ),
      );
      expect(answer.number).toBe(7);
      expect(
        preparedOf(
          answer,
          all.map(([who]) => who),
        ),
      ).toEqual(all.map(([, prepared]) => prepared));
    }),
  );
});

test('whatever bodies go to the thread, of whichever senders, arrive there as they were', () => {
  const body: fc.Arbitrary<Body> = fc.record({
    bytes: fc.uint8Array(),
    form: fc.constantFrom('lines', 'array'),
  });
  fc.assert(
    fc.property(
      fc.array(senderOf, { minLength: 1 }),
      fc.array(fc.tuple(body, fc.nat())),
      (senders, given) => {
        const bodies = given.map(([one, who]) => ({ body: one, sender: senders[who % senders.length]! }));
        const question = ask(7, bodies, limits);
        expect(bodiesOf(structuredClone(question, { transfer: [question.bytes.buffer] }))).toEqual(bodies);
      },
    ),
  );
});

describe('bodies of one turn', () => {
  const other = { unitId: '1d0f6f0e-1c5b-4e55-9a52-6b2a52f7f7a2', source: '另一家银行' };
  const many: Incoming[] = Array.from({ length: 60 }, (_, n) => ({
    body: { bytes: Buffer.from(lines[n % lines.length]!.replace('"id":"', `"id":"${n}-`)), form: 'lines' },
    sender: n % 3 === 0 ? other : sender,
  }));
  const mixed = [...many.slice(0, 30), incoming('[', 'array'), incoming('{'), ...many.slice(30)];

  test('go to the thread together, and each is answered as if it had come alone', async () => {
    const preparing = await shared;
    expect(await Promise.all(mixed.map((one) => preparing.prepare(one)))).toEqual(mixed.map(here));
  });

  test('are prepared together here where there is no thread, with the same answers', async () => {
    const alone = open({ threadFrom: Number.POSITIVE_INFINITY });
    expect(await Promise.all(mixed.map((one) => alone.prepare(one)))).toEqual(mixed.map(here));
  });

  test('all fail when the thread ends with them in its hands, and only they', async () => {
    const preparing = await openReady({ entry: dying, onLost: () => undefined });
    const taken = await Promise.allSettled(many.slice(0, 20).map((one) => preparing.prepare(one)));
    expect(taken.map(({ status }) => status)).toEqual(many.slice(0, 20).map(() => 'rejected'));
    expect(await preparing.prepare(many[20]!)).toEqual(here(many[20]!));
  });

  test('are all told when nothing of them can be prepared, in the thread or here', async () => {
    let clock = true;
    const now = () => {
      if (!clock) throw new Error('no clock');
      return limits;
    };
    const both = [open({ limits: now, threadFrom: 1_000_000 }), await openReady({ limits: now })];
    clock = false;
    for (const preparing of both) {
      const answers = await Promise.allSettled(many.slice(0, 3).map((one) => preparing.prepare(one)));
      expect(answers).toEqual(answers.map(() => ({ status: 'rejected', reason: new Error('no clock') })));
    }
  });

  test('do not harm each other when one cannot be prepared', () => {
    const broken = {
      judge: () => {
        throw new Error('no verdict');
      },
      phrases: () => [],
    };
    const call = { ...incoming(lines[2]!), sender: other };
    const [first, second] = prepareBodies(
      { hashing: hashingWith(keys), texts: broken },
      [call, incoming('{')],
      limits,
    );
    expect(first).toEqual(new Error('no verdict'));
    expect(second).toMatchObject([{ line: 1 }]);
  });
});
