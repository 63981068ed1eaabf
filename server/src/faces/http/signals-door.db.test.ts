import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { createServiceKey } from '../../ground/directory/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const keys: string[] = [];
const open: Socket[] = [];

beforeAll(async () => {
  app = await startTestApp(database);
  await furnish(app.db);
  for (const source of ['a', 'b', 'c', 'd', 'e'])
    keys.push(await app.db.inTransaction(machine, async (tx) => secretOf(await keyFor(tx, source))));
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});
afterAll(() => app.close());

const keyFor = (tx: Parameters<typeof createServiceKey>[0], source: string) =>
  createServiceKey(tx, { unitCode: 'FZ', source, allow: ['signals:write'] });
function secretOf(made: Awaited<ReturnType<typeof keyFor>>): string {
  if (isRefusal(made)) throw new Error(made.code);
  return made.secret;
}

/** Sends the head of a request and no body; `answer` is what came back so far. */
async function begin(key: string, size = 'Transfer-Encoding: chunked') {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  open.push(socket);
  await once(socket, 'connect');
  const request = { socket, answer: '', closed: false };
  socket.on('data', (chunk) => {
    request.answer += chunk;
  });
  socket.on('error', () => undefined);
  socket.once('close', () => {
    request.closed = true;
  });
  socket.write(
    `POST /api/v1/signals HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n` +
      `Content-Type: application/x-ndjson\r\n${size}\r\n\r\n`,
  );
  return request;
}
/** One whose place is taken: what is refused because places of before are not free yet is begun again. */
const hold = (key: string) =>
  vi.waitFor(async () => {
    const request = await begin(key);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(request.answer).toBe('');
    return request;
  }, 10_000);
const whole = (key: string) =>
  fetch(`${app.url}/api/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: '{"id":"nonsense"}',
  });

describe('the door for signals', () => {
  test('answers who has no key before anything of the body is read', async () => {
    for (const size of ['Content-Length: 10000000', 'Transfer-Encoding: chunked']) {
      const stranger = await begin(`lz_${'x'.repeat(43)}`, size);
      await vi.waitFor(() => expect(stranger.closed).toBe(true), 3_000);
      expect(stranger.answer).toMatch(/^HTTP\/1\.1 401/);
      expect(stranger.answer).toContain('UNAUTHORIZED');
    }
  });

  test('holds only so much of one key at once, and others get through meanwhile', async () => {
    const [key, other] = [keys[0]!, keys[1]!];
    const slow = await Promise.all(Array.from({ length: 6 }, () => begin(key)));
    const onceMore = await vi.waitFor(async () => {
      const reply = await whole(key);
      expect(reply.status).toBe(429);
      return reply;
    }, 10_000);
    expect(onceMore.headers.get('retry-after')).toBe('1');
    expect((await whole(other)).status).toBe(200);
    expect(slow.map(({ answer }) => answer)).toEqual(slow.map(() => ''));
    slow[0]!.socket.destroy();
    await vi.waitFor(async () => expect((await whole(key)).status).toBe(200), 10_000);
  });

  test('holds only so much altogether', async () => {
    const held = await Promise.all(
      keys.slice(0, 3).flatMap((key) => Array.from({ length: 6 }, () => hold(key))),
    );
    const refused = await vi.waitFor(async () => {
      const reply = await whole(keys[3]!);
      expect(reply.status).toBe(503);
      return reply;
    }, 10_000);
    expect(refused.headers.get('retry-after')).toBe('1');
    held[0]!.socket.destroy();
    await vi.waitFor(async () => expect((await whole(keys[3]!)).status).toBe(200), 10_000);
  });

  test('weighs a body by what its head says', async () => {
    const key = keys[4]!;
    await Promise.all(Array.from({ length: 60 }, () => begin(key, 'Content-Length: 100000')));
    expect((await whole(key)).status).toBe(200);
  });

  test('gives large bodies to a thread, which prepares as this one does: every line answered, known ids known', async () => {
    const key = keys[0]!;
    const at = new Date().toISOString();
    const lineOf = (id: number) =>
      JSON.stringify({
        id: `large-${id}`,
        kind: 'call',
        at,
        subject: { phone: `1350000${1000 + id}` },
        seconds: 30,
      });
    const send = async (lines: string[]) => {
      const response = await fetch(`${app.url}/api/v1/signals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      expect(response.status).toBe(200);
      return (await response.text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => lineOf(from + n));
    const isReady = () => app.log.some((line) => line.includes('the thread that prepares signals is ready'));
    expect(await send(range(0, 100))).toHaveLength(100); // prepared here: the first large body starts the thread
    await vi.waitFor(() => expect(isReady()).toBe(true), { timeout: 15_000 });
    const answers = await send([...range(90, 110), '{"id":"nonsense"}', '', ...range(110, 200)]);
    expect(answers.map(({ id, status }) => [id, status])).toEqual([
      ...Array.from({ length: 10 }, (_, n) => [`large-${90 + n}`, 'duplicate']),
      ...Array.from({ length: 10 }, (_, n) => [`large-${100 + n}`, 'decided']),
      ['nonsense', 'rejected'],
      ...Array.from({ length: 90 }, (_, n) => [`large-${110 + n}`, 'decided']),
    ]);
    expect(answers[20]).toMatchObject({ line: 21, error: expect.stringContaining('第 21 行字段 kind') });
    expect(answers.some(({ conflict }) => conflict)).toBe(false);
    // One by one they are prepared here again, and many at once together: each sender hears of its own line.
    expect(await send([lineOf(115)])).toMatchObject([{ id: 'large-115', status: 'duplicate' }]);
    const singles = await Promise.all(range(150, 250).map((line) => send([line])));
    expect(singles.map(([{ id, status }]) => [id, status])).toEqual(
      Array.from({ length: 100 }, (_, n) => [`large-${150 + n}`, n < 50 ? 'duplicate' : 'decided']),
    );
  });
});
