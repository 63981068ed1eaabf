import type { WarningDetail } from '@lanzha/contract';
import { createRouterClient, ORPCError } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../ground/directory/index.ts';
import { freshPhone, openOffice } from './testing/office.ts';
import { warningsRoutes } from './warnings.routes.ts';

const office = await openOffice();
const { people } = office;
const routes = warningsRoutes(office.deps);

/** The endpoints as a signed-in person calls them: permissions, input, output and refusals of the contract hold. */
function as(actor: Actor | null) {
  const endsAt = new Date(Date.now() + 60_000);
  const factor = { enrolled: true, required: true, dueAt: null, mustEnrol: false };
  const session =
    actor === null ? null : { actor, hash: Buffer.alloc(32), csrf: '-', endsAt, expiresAt: endsAt, factor };
  const auth = { find: async () => session, setCookie: () => undefined };
  return createRouterClient(routes, {
    context: { requestId: 'test', ip: '127.0.0.1', agent: '', auth, db: office.db },
  });
}

/** What the endpoint refused with. */
async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError)) throw new Error(`no refusal: ${String(error)}`);
  return {
    status: error.status,
    code: error.code as string,
    message: error.message,
    data: error.data as unknown,
  };
}

describe('words looked for in the list', () => {
  test('that are or hold an identifier are refused, with the page that looks for them', async () => {
    for (const q of ['13800001234', '王小明 138 0000 1234', '33020619900101123X', 'someone@example.com'])
      expect(await refusalOf(as(people.duty).list({ q }))).toMatchObject({
        status: 422,
        code: 'IDENTIFIER_IN_LIST',
        message: expect.stringContaining('查找'),
      });
    const { id } = await office.warn();
    const { no } = await office.see(people.duty, id);
    expect((await as(people.duty).list({ q: `#${no}` })).items.map((one) => one.id)).toEqual([id]);
  });

  test('are looked for only so often by one person', async () => {
    const ask = () => as(people.analyst).list({ q: '查无此词' });
    for (let n = 0; n < 30; n++) await ask();
    // One more is allowed every two seconds: on a slow machine one or the other was, meanwhile.
    const asked = await Promise.allSettled(Array.from({ length: 10 }, ask));
    const refused = asked.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as ORPCError<string, unknown>] : [],
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, data } of refused)
      expect([status, data]).toEqual([429, { retryAfter: expect.toSatisfy((n) => n === 1 || n === 2) }]);
    expect((await as(people.analyst).list({})).items.length).toBeGreaterThan(0);
    expect((await as(people.duty).list({ q: '查无此词' })).items).toEqual([]);
  });
});

test('a warning goes from the list to its end', async () => {
  const { id } = await office.warn();
  const officer = as(people.east);
  const { items } = await officer.list({ state: 'open' });
  expect(items.map((w) => w.id)).toContain(id);
  const signed = await officer.sign({ id, version: 1 });
  expect(signed).toMatchObject({ state: 'signed', acts: ['contact', 'meet', 'close'] });
  const called = await officer.contact({ id, version: 2, reached: true });
  expect(called).toMatchObject({ state: 'contacted', history: [{ detail: { method: 'call' } }, {}, {}, {}] });
  const met = await officer.meet({ id, version: 3, companions: ['刘辅警'] });
  expect(met).toMatchObject({ state: 'met', undo: { act: 'meet' } });
  const back = await officer.undo({ id, version: 4, historyId: met.undo!.historyId });
  expect(back).toMatchObject({ state: 'contacted', version: 5 });
  const note = '电话已劝住,本人不愿见面';
  const closed = await officer.close({ id, version: 5, outcome: 'dissuaded', note });
  expect(closed).toMatchObject({ state: 'closed', outcome: 'dissuaded' });
  expect((await officer.list({ state: 'closed' })).items[0]).toMatchObject({ id, outcome: 'dissuaded' });
  expect(await officer.reopen({ id, version: 6, note: '又接到来电' })).toMatchObject({ state: 'dispatched' });
  const other = await office.warn();
  const assigned = await as(people.duty).assign({ id: other.id, version: 1, person: people.grid.id });
  expect(assigned).toMatchObject({ assignee: { name: '孙网格' } });
  const moved = await as(people.duty).transfer({
    id: other.id,
    version: 2,
    place: '330206002',
    note: '迁居',
  });
  expect(moved).toMatchObject({ place: { name: '西街道' } });
  expect(await officer.counts()).toMatchObject({ open: expect.any(Number), overdue: expect.any(Number) });
});

describe('refusals speak to people', () => {
  type Client = ReturnType<typeof as>;
  const cases: [string, (duty: Client, id: string) => Promise<unknown>, number, string][] = [
    [
      'contact before signing',
      (duty, id) => duty.contact({ id, version: 1, reached: true }),
      422,
      'NOT_ALLOWED_NOW',
    ],
    ['no note', (duty, id) => duty.close({ id, version: 1, outcome: 'not_matched' }), 422, 'MISSING'],
    ['an old view', (duty, id) => duty.sign({ id, version: 7 }), 409, 'CHANGED'],
    [
      'undo of nothing',
      (duty, id) => duty.undo({ id, version: 1, historyId: crypto.randomUUID() }),
      409,
      'TOO_LATE',
    ],
    ['a warning that is not there', (duty) => duty.get({ id: crypto.randomUUID() }), 404, 'NOT_FOUND'],
  ];
  test.each(cases)('%s', async (_name, call, status, code) => {
    const { id } = await office.warn();
    const refusal = await refusalOf(call(as(people.duty), id));
    expect(refusal).toMatchObject({ status, code, message: expect.stringMatching(/[一-鿿]/) });
  });
});

describe('each role may do its part', () => {
  async function forbiddenTo(actor: Actor | null) {
    const client = as(actor);
    const { id } = await office.warn();
    const seen = { id, version: 1 };
    const calls = {
      list: () => client.list({}),
      counts: () => client.counts(),
      get: () => client.get({ id }),
      assign: () => client.assign(seen),
      sign: () => client.sign({ ...seen, version: 9 }),
      contact: () => client.contact({ ...seen, reached: true }),
      meet: () => client.meet({ ...seen, companions: ['刘辅警'] }),
      transfer: () => client.transfer({ ...seen, place: '33', note: '迁居' }),
      close: () => client.close({ ...seen, outcome: 'transferred' }),
      reopen: () => client.reopen({ ...seen, note: '再看' }),
      undo: () => client.undo({ ...seen, historyId: crypto.randomUUID() }),
      reveal: () => client.reveal({ id, field: 'phone', reason: '电话劝阻' }),
    };
    const refused: string[] = [];
    const codes = new Set<string>();
    for (const [name, call] of Object.entries(calls)) {
      const refusal = await refusalOf(call().then(() => Promise.reject(new ORPCError('OK')))).catch(
        () => undefined,
      );
      if (refusal === undefined || !['FORBIDDEN', 'UNAUTHORIZED'].includes(refusal.code)) continue;
      refused.push(name);
      codes.add(refusal.code);
    }
    return { refused, codes: [...codes] };
  }
  const reading = ['list', 'counts', 'get'];
  const handling = ['sign', 'contact', 'meet', 'close', 'reopen', 'undo'];
  const moving = ['assign', 'transfer'];
  const sorted = (...names: string[]) => names.toSorted();

  test.each([
    ['the desk everything', people.duty, []],
    ['a station everything but moving', people.east, moving],
    ['a grid worker everything but moving', people.grid, moving],
    ['an analyst only reads and reveals', people.analyst, [...moving, ...handling]],
    ['a liaison of a bank nothing', people.liaison, [...reading, ...moving, ...handling, 'reveal']],
    [
      'nobody anything before a first password was changed',
      { ...people.duty, mustChangePassword: true },
      [...reading, ...moving, ...handling, 'reveal'],
    ],
  ] as const)('%s', async (_name, actor, refused) => {
    const answer = await forbiddenTo(actor);
    expect(answer.refused.toSorted()).toEqual(sorted(...refused));
    expect(answer.codes.filter((code) => code !== 'FORBIDDEN')).toEqual([]);
  });

  test('a stranger nothing at all', async () => {
    const { refused, codes } = await forbiddenTo(null);
    expect(refused).toHaveLength(12);
    expect(codes).toEqual(['UNAUTHORIZED']);
  });
});

test('a refused act leaves nothing behind', async () => {
  const { id } = await office.warn();
  const proof = { outcome: 'not_matched', saved: { amount: 1, proof: '撤回单' }, note: '不符' } as const;
  expect(await refusalOf(as(people.east).close({ id, version: 1, ...proof }))).toMatchObject({
    code: 'NOT_ALLOWED_NOW',
  });
  const seen: WarningDetail = await office.see(people.east, id);
  expect(seen).toMatchObject({ version: 1, state: 'dispatched' });
});

test('revealing answers the one field, in clear', async () => {
  const phone = freshPhone();
  const { id } = await office.warn('high', { phone });
  expect(await as(people.east).reveal({ id, field: 'phone', reason: '电话劝阻' })).toEqual({
    field: 'phone',
    value: phone,
  });
});

describe('pausing a clock', () => {
  const asked = { clock: 'contact', reason: 'operator_answer', note: '等运营商回复' } as const;

  test('is for who handles warnings, where they handle them', async () => {
    const [raised] = await office.raise([{}], new Date());
    const id = raised!.warningId;
    const officer = as(people.east);
    await officer.sign({ id, version: 1 });
    await officer.contact({ id, version: 2, reached: false, failed: 'no_answer' });
    const body = { id, version: 3, ...asked };
    expect(await refusalOf(as(null).pause(body))).toMatchObject({ status: 401 });
    expect(await refusalOf(as(people.analyst).pause(body))).toMatchObject({ status: 403 });
    expect(await refusalOf(as(people.liaison).resume(body))).toMatchObject({ status: 403 });
    expect(await refusalOf(as(people.west).pause(body))).toMatchObject({ status: 404 });
    expect(await refusalOf(as(people.west).resume(body))).toMatchObject({ status: 404 });
    expect((await as(people.analyst).get({ id })).clocks).toMatchObject([
      { mayPause: false, mayResume: false },
    ]);
    expect((await officer.get({ id })).clocks).toMatchObject([{ mayPause: true }]);
    const paused = await officer.pause(body);
    expect(paused).toMatchObject({ version: 4, clocks: [{ state: 'paused', pauseMinutes: 240 }] });
    expect((await officer.list({ state: 'open' })).items.find((w) => w.id === id)?.clock.paused).toBe(true);
    expect(await officer.resume({ id, version: 4, clock: 'contact' })).toMatchObject({
      clocks: [{ state: 'running' }],
    });
  });

  test('is refused by name, and needs words', async () => {
    const { id } = await office.warn('urgent');
    const officer = as(people.east);
    await officer.sign({ id, version: 1 });
    expect(await refusalOf(officer.pause({ id, version: 2, ...asked }))).toMatchObject({
      status: 422,
      code: 'NOT_PAUSABLE',
      data: { why: 'urgent' },
    });
    expect(await refusalOf(officer.resume({ id, version: 2, clock: 'contact' }))).toMatchObject({
      code: 'NOT_PAUSED',
    });
    expect(await refusalOf(officer.pause({ id, version: 2, ...asked, note: ' ' }))).toMatchObject({
      status: 400,
    });
  });
});
