import { createRouterClient, ORPCError } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../ground/directory/index.ts';
import { openOffice } from '../warnings/testing/office.ts';
import { warningsRoutes } from '../warnings/warnings.routes.ts';
import { dissuasionRoutes } from './dissuasion.routes.ts';

const office = await openOffice();
const { people } = office;
const routes = { warnings: warningsRoutes(office.deps), dissuasion: dissuasionRoutes(office.deps) };

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
type Client = ReturnType<typeof as>;

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => 'done',
    (thrown: unknown) => thrown,
  );
  if (error === 'done') return 'done';
  if (!(error instanceof ORPCError)) throw new Error(`no refusal: ${String(error)}`);
  return error.code as string;
}

/** Ended as dissuaded by the east station, just now. */
async function ended() {
  const { id } = await office.warn('low');
  const officer = as(people.east).warnings;
  const { version } = await officer.sign({ id, version: 1 });
  const called = await officer.contact({ id, version, reached: true, result: 'believes', said: '已讲明' });
  return officer.close({ id, version: called.version, outcome: 'dissuaded' });
}

describe('who may do what', () => {
  const reading: Record<string, (client: Client) => Promise<unknown>> = {
    followUps: ({ dissuasion }) => dissuasion.followUps({}),
    reviews: ({ dissuasion }) => dissuasion.reviews({}),
    figures: ({ dissuasion }) =>
      dissuasion.figures({ from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }),
    transfers: ({ warnings }) => warnings.transfers(),
    quiet: ({ warnings }) => warnings.quiet(),
  };
  const id = crypto.randomUUID();
  const seen = { id, version: 1 };
  const handling: Record<string, (client: Client) => Promise<unknown>> = {
    finishFollowUp: ({ dissuasion }) => dissuasion.finishFollowUp({ ...seen, result: 'safe' }),
    return: ({ warnings }) => warnings.return({ ...seen, note: '不属于这里' }),
    correct: ({ warnings }) => warnings.correct({ ...seen, contact: id, why: '点错' }),
    liftQuiet: ({ warnings }) => warnings.liftQuiet({ ...seen, note: '有新情况' }),
  };
  const accept = ({ warnings }: Client) => warnings.accept({ ...seen, receivedBy: '对方中心' });
  const review = ({ dissuasion }: Client) =>
    dissuasion.closeReview({ ...seen, finding: 'too_late', words: '联系晚了半天' });

  test.each(Object.entries({ ...reading, ...handling, accept, review }))(
    'nobody without a session: %s',
    async (_, call) => {
      expect(await codeOf(call(as(null)))).toBe('UNAUTHORIZED');
    },
  );

  test.each(Object.entries({ ...reading, ...handling, accept, review }))(
    'nobody whose post has no part in warnings: %s',
    async (_, call) => {
      expect(await codeOf(call(as(people.liaison)))).toBe('FORBIDDEN');
    },
  );

  test.each(Object.entries(reading))('an analyst and a leader read: %s', async (_, call) => {
    expect(await codeOf(call(as(people.analyst)))).toBe('done');
    expect(await codeOf(call(as(people.eastLeader)))).toBe('done');
  });

  test.each(Object.entries(handling))('who only reads does not handle: %s', async (_, call) => {
    expect(await codeOf(call(as(people.analyst)))).toBe('FORBIDDEN');
    expect(await codeOf(call(as(people.eastLeader)))).toBe('FORBIDDEN');
    expect(await codeOf(call(as(people.east)))).toBe('NOT_FOUND');
  });

  test('transfers out of the county are for the desk, reviews for leaders and the desk', async () => {
    expect(await codeOf(accept(as(people.east)))).toBe('FORBIDDEN');
    expect(await codeOf(accept(as(people.duty)))).toBe('NOT_FOUND');
    for (const who of [people.east, people.grid, people.analyst])
      expect(await codeOf(review(as(who)))).toBe('FORBIDDEN');
    for (const who of [people.duty, people.eastLeader])
      expect(await codeOf(review(as(who)))).toBe('NOT_FOUND');
  });
});

test('another station sees neither contacts, nor follow-ups, nor do-not-disturb of a warning', async () => {
  const closed = await ended();
  expect(
    (await as(people.east).dissuasion.followUps({ view: 'waiting' })).items.map(({ warning }) => warning.id),
  ).toContain(closed.id);
  const west = as(people.west);
  expect(await codeOf(west.warnings.get({ id: closed.id }))).toBe('NOT_FOUND');
  expect((await west.dissuasion.followUps({ view: 'waiting' })).items).toEqual([]);
  const [first] = closed.followUps;
  expect(
    await codeOf(west.dissuasion.finishFollowUp({ id: first!.id, version: 1, result: 'cheated', note: 'x' })),
  ).toBe('NOT_FOUND');
  const rows = (table: string) =>
    office.act(people.west, new Date(), async ({ tx }) => (await tx.query(`SELECT FROM ${table}`)).rowCount);
  for (const table of [
    'contact_record',
    'warning_ending',
    'warning_transfer',
    'follow_up',
    'mandatory_review',
    'quiet_period',
  ])
    expect(await rows(table), table).toBe(0);
});

test('pages of follow-ups neither repeat nor skip', async () => {
  for (let n = 0; n < 3; n++) await ended();
  const { dissuasion } = as(people.east);
  const all = (await dissuasion.followUps({ view: 'waiting', limit: 100 })).items.map(({ id }) => id);
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await dissuasion.followUps({ view: 'waiting', limit: 2, cursor });
    found.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(found).toEqual(all);
  expect(new Set(found).size).toBe(found.length);
});

test('what was written down about contacts stays: the application may neither change nor delete it', async () => {
  const closed = await ended();
  const asApp = (text: string) =>
    office.act(people.east, new Date(), ({ tx }) => tx.query(text, [closed.id]));
  await expect(asApp(`UPDATE contact_record SET result = 'refuses' WHERE warning_id = $1`)).rejects.toThrow(
    'permission denied',
  );
  for (const table of [
    'contact_record',
    'warning_ending',
    'warning_transfer',
    'follow_up',
    'mandatory_review',
    'quiet_period',
  ])
    await expect(asApp(`DELETE FROM ${table} WHERE warning_id = $1`), table).rejects.toThrow(
      'permission denied',
    );
});

test('a warning that forgets its person takes the words of contacts and follow-ups with it', async () => {
  const closed = await ended();
  await office.query('SELECT forget_warnings(ARRAY[$1::uuid], now())', [closed.id]);
  const [left] = await office.query<{ sealed: number; rows: number }>(
    'SELECT count(sealed)::int AS sealed, count(*)::int AS rows FROM contact_record WHERE warning_id = $1',
    [closed.id],
  );
  expect(left).toEqual({ sealed: 0, rows: 1 });
  expect(await as(people.east).warnings.get({ id: closed.id })).toMatchObject({
    contacts: [{ method: 'call', reached: true, result: 'believes', said: null }],
  });
});
