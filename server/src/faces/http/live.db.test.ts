import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { publish } from '../../ground/live/index.ts';
import { ownDatabase } from '../../testing/own-database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await ownDatabase();
let app: TestApp;
let units: Awaited<ReturnType<typeof furnish>>;

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  await addAccount(app.db, { username: 'officer', unit: units.centre, roles: ['duty_officer'] });
  await addAccount(app.db, { username: 'station', unit: units.xinqi, roles: ['station_officer'] });
  await addAccount(app.db, { username: 'admin', unit: units.centre, roles: ['system_admin'] });
  await addAccount(app.db, { username: 'moved', unit: units.centre, roles: ['duty_officer'] });
  await addAccount(app.db, { username: 'many', unit: units.centre, roles: ['analyst'] });
});
afterAll(() => app.close());

async function signedIn(username: string): Promise<Browser> {
  const tab = new Browser(app);
  await tab.signIn(username);
  return tab;
}

/** An open stream; `text` grows. */
async function listen(tab: Browser, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const response = await fetch(`${app.url}/api/v1/live`, {
    headers: { cookie: tab.cookie ?? '', ...headers },
    signal: stop.signal,
  });
  const stream = {
    status: response.status,
    headers: response.headers,
    text: '',
    ended: false,
    stop: () => stop.abort(),
  };
  const read = async () => {
    for await (const chunk of response.body ?? []) stream.text += Buffer.from(chunk).toString();
  };
  read()
    .catch(() => undefined)
    .finally(() => {
      stream.ended = true;
    });
  return stream;
}

/** Asks for a stream and is gone after so many milliseconds, as a browser that is closed while it loads. */
async function giveUp(tab: Browser, afterMs: number): Promise<void> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`GET /api/v1/live HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${tab.cookie}\r\n\r\n`);
  await sleep(afterMs);
  socket.resetAndDestroy();
}

const tell = async (placeCode: string, unitId: string | null) => {
  const id = randomUUID();
  const body = { type: 'warning.created', id, level: 'high', at: new Date().toISOString() } as const;
  await app.db.inTransaction(machine, (tx) => publish(tx, { topic: 'warnings', placeCode, unitId, body }));
  return id;
};

describe('the stream', () => {
  test('needs a session', async () => {
    const stream = await listen(new Browser(app));
    expect(stream.status).toBe(401);
    await vi.waitFor(() => expect(stream.text).toContain('UNAUTHORIZED'), 10_000);
  });

  test('reaches each person with what is theirs', async () => {
    const [officer, station, admin] = await Promise.all(
      ['officer', 'station', 'admin'].map(async (name) => listen(await signedIn(name))),
    );
    expect(officer?.headers.get('content-type')).toContain('text/event-stream');
    expect(officer?.headers.get('x-content-type-options')).toBe('nosniff');
    const mine = await tell('330206001', units.xinqi);
    const theirs = await tell('330206002', units.xiaogang);
    const elsewhere = await tell('330205001', null);
    await vi.waitFor(() => expect(officer?.text).toContain(theirs), 10_000);
    expect(officer?.text).toContain(mine);
    expect(officer?.text).not.toContain(elsewhere);
    await vi.waitFor(() => expect(station?.text).toContain(mine), 10_000);
    expect(station?.text).not.toContain(theirs);
    expect(admin?.text).not.toMatch(/warning/);
    for (const stream of [officer, station, admin]) stream?.stop();
  });

  test('brings what was missed to a browser that comes back', async () => {
    const tab = await signedIn('officer');
    const first = await listen(tab);
    const seen = await tell('330206001', null);
    await vi.waitFor(() => expect(first.text).toContain(seen), 10_000);
    first.stop();
    const missed = await tell('330206001', null);
    const lastId =
      first.text
        .match(/id: (\S+)/g)
        ?.at(-1)
        ?.slice(4) ?? '';
    const second = await listen(tab, { 'last-event-id': lastId });
    await vi.waitFor(() => expect(second.text).toContain(missed), 10_000);
    expect(second.text).not.toContain(seen);
    second.stop();
  });

  test('is refused when one person keeps too many open', async () => {
    const tab = await signedIn('many');
    const streams = [];
    for (let i = 0; i < 7; i++) streams.push(await listen(tab));
    expect(streams.map((stream) => stream.status)).toEqual([200, 200, 200, 200, 200, 200, 429]);
    for (const stream of streams) stream.stop();
    await vi.waitFor(async () => {
      const again = await listen(tab);
      again.stop();
      expect(again.status).toBe(200);
    }, 10_000);
  });

  test('that is given up before it began keeps no place', async () => {
    const tab = await signedIn('many');
    for (let n = 0; n < 60; n++) await giveUp(tab, n / 10);
    await vi.waitFor(async () => {
      const again = await Promise.all([1, 2, 3, 4, 5, 6].map(() => listen(tab)));
      for (const stream of again) stream.stop();
      expect(again.map((stream) => stream.status)).toEqual([200, 200, 200, 200, 200, 200]);
    }, 10_000);
  });

  test('ends when its person is moved, though the session goes on', async () => {
    const tab = await signedIn('moved');
    const stream = await listen(tab);
    expect(stream.status).toBe(200);
    await app.db.inTransaction(machine, (tx) =>
      tx.query("UPDATE person SET unit_id = $1 WHERE username = 'moved'", [units.xiaogang]),
    );
    await vi.waitFor(() => expect(stream.ended).toBe(true), 20_000);
    expect((await listen(tab)).status).toBe(200);
  }, 30_000);

  test('does not keep a session alive', async () => {
    const tab = await signedIn('officer');
    await app.db.pool.query("UPDATE session SET seen_at = now() - interval '10 minutes'");
    const stream = await listen(tab);
    expect(stream.status).toBe(200);
    const { rows } = await app.db.pool.query(
      "SELECT count(*) AS fresh FROM session WHERE seen_at > now() - interval '9 minutes'",
    );
    expect(rows[0]).toEqual({ fresh: 0 });
    stream.stop();
  });

  test('ends when the server stops', async () => {
    const stream = await listen(await signedIn('officer'));
    const started = performance.now();
    await app.close();
    await vi.waitFor(() => expect(stream.ended).toBe(true), 10_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
