import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { RejectedLine } from '../../facts/signals/index.ts';
import { hashingWith, masterKeysFrom } from '../../ground/vault/index.ts';
import { defaultTextModel, openTextJudge } from '../../work/deciding/index.ts';
import type { Submission } from '../submission.ts';
import { fromColumns, toColumns } from './columns.ts';
import { type Incoming, type PreparedLine, prepareBody } from './prepare.ts';
import { openPreparing, type Preparing } from './preparing.ts';

const keys = masterKeysFrom(Buffer.alloc(64, 7));
const texts = await openTextJudge(await defaultTextModel());
const sender = { unitId: '8d0f6f0e-1c5b-4e55-9a52-6b2a52f7f7a1', source: '某某银行' };
const limits = { now: Date.parse('2026-03-01T10:00:00+08:00'), futureTolerance: 300_000 };
const incoming = (text: string, form: 'lines' | 'array' = 'lines'): Incoming => ({
  body: { bytes: Buffer.from(text), form },
  sender,
  limits,
});
const here = (one: Incoming) => prepareBody({ hashing: hashingWith(keys), texts }, one);

const opened: Preparing[] = [];
afterAll(() => Promise.all(opened.map((one) => one.close())));
function open(options: Partial<Parameters<typeof openPreparing>[0]> = {}): Preparing {
  const preparing = openPreparing({ keys, texts, threadFrom: 0, onLost: () => undefined, ...options });
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
  const entry = new URL('./testing/dying-thread.ts', import.meta.url);
  const preparing = await openReady({ entry, onLost: (error) => lost.push(error.message) });
  const one = incoming(lines.join('\n'));
  await expect(preparing.prepare(one)).rejects.toThrow('no memory left');
  for (let time = 0; time < 3; time++) expect(await preparing.prepare(one)).toEqual(here(one));
  expect(lost).toEqual(['no memory left']);
});

test('small bodies, and those that come before the thread is ready, are prepared here', async () => {
  const entry = new URL('./testing/dying-thread.ts', import.meta.url);
  const one = incoming(lines.join('\n'));
  const small = open({ entry, threadFrom: 100_000 });
  for (let time = 0; time < 3; time++) expect(await small.prepare(one)).toEqual(here(one));
  expect(await open({ entry }).prepare(one)).toEqual(here(one));
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
const submission: fc.Arbitrary<Submission> = fc
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
  .map((one) => ({ ...one, ...sender, signal: JSON.parse(one.canonical) }) as Submission);

test('whatever lines there are, in whatever order, come back from their columns', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(rejected, submission)), (prepared: PreparedLine[]) => {
      expect(fromColumns(structuredClone(toColumns(prepared)), sender)).toEqual(prepared);
    }),
  );
});
