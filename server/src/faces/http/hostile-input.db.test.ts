import { request } from 'node:http';
import { contract } from '@lanzha/contract';
import { traverseContractProcedures } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const roles = ['duty_officer', 'leader', 'audit_admin', 'security_admin', 'system_admin'] as const;
const tabs: Browser[] = [];

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  for (const role of roles) {
    await addAccount(app.db, { username: role.replace('_', '.'), unit: centre, roles: [role] });
    const tab = new Browser(app);
    await tab.signIn(role.replace('_', '.'));
    tabs.push(tab);
  }
});
afterAll(() => app.close());

const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const uuid = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
const badCursors = [
  'x',
  '%00',
  '=',
  packed(null),
  packed(['o', 1, '0000-01-01T00:00:00.000000Z', uuid]),
  packed(['o', 1, '2026-02-30T00:00:00.000000Z', uuid]),
  packed(['o', 1e9, 'infinity', uuid]),
  packed(['c', 0, 'infinity', uuid]),
  packed(['o', 1, 'infinity', `${uuid}\0`]),
  packed(['9999-99-99 99:99:99+00', 1]),
  packed(['2026-01-01 00:00:00+00', 2 ** 60]),
  packed(['294277-01-01 00:00:00+00', 1]),
];
const badValues = [
  '%00',
  'a%00b',
  '%ff',
  '%ed%a0%80',
  '-1',
  '99999999999999999999999',
  '1e400',
  'NaN',
  '0000-01-01T00:00:00Z',
  '2099-12-31T23:59:60Z',
  '2026-01-01T00:00:00%2b99:99',
  '00000000-0000-0000-0000-00000000000g',
  "'%20OR%201=1--",
  '['.repeat(50),
  ...badCursors,
];

interface Question {
  path: string;
  names: string[];
}
const questions: Question[] = [];
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
  const { method, path = '' } = procedure['~orpc'].route;
  if (method !== 'GET') return;
  const schema = procedure['~orpc'].inputSchema as z.ZodObject | undefined;
  questions.push({ path, names: Object.keys(schema?.shape ?? {}) });
});
const filled = (path: string) => path.replace(/\{\w+\}/g, uuid);

/** Sends the address as it stands; fetch would tidy it up first. */
function get(path: string, tab?: Browser, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(app.url);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const all = { ...(tab?.cookie === undefined ? {} : { cookie: tab.cookie }), ...headers };
      const sent = request({ hostname, port, path, headers: all }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
          if (response.headers['content-type']?.includes('event-stream') && body.includes('data:'))
            sent.destroy();
        });
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe('whatever stands in an address', () => {
  test.each(questions)('$path never fails', async ({ path, names }) => {
    app.log.length = 0;
    for (const tab of tabs) {
      for (const value of badValues) {
        const inQuery = names
          .filter((name) => !path.includes(`{${name}}`))
          .map((name) => `${filled(path)}?${name}=${value}`);
        const inPath = path.includes('{') ? [path.replace(/\{\w+\}/, value)] : [];
        for (const address of [...inQuery, ...inPath]) {
          const { status } = await get(`/api/v1${address}`, tab);
          expect(status, address).toBeLessThan(500);
        }
      }
    }
    expect(app.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  test.each(badCursors)('a cursor that is none of ours is refused as such: %s', async (cursor) => {
    for (const [tab, path] of [
      [tabs[0], '/warnings'],
      [tabs[2], '/audit/records'],
    ] as const) {
      const { status, body } = await get(`/api/v1${path}?cursor=${cursor}`, tab);
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringContaining('翻页位置'),
      });
    }
  });

  test('a value that only the database knows to be none is the caller’s fault too, and ours in the log', async () => {
    app.log.length = 0;
    const { status, body } = await get(
      `/api/v1/audit/records?cursor=${packed(['2026-02-29 00:00:00+00', 1])}`,
      tabs[2],
    );
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(app.log.join('')).toContain('value refused by the database');
  });

  test.each(['/%ff', '/api/v1/warnings/%ff', '/api/v1/%c0%af'])(
    'that cannot be read is refused with the headers of every answer: %s',
    async (path) => {
      const { status, headers, body } = await get(path);
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({ code: 'BAD_REQUEST', message: '网址格式不正确。' });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    },
  );
});

test.each(['9223372036854775808.9223372036854775808', '1.9999999999999999999', `${'9'.repeat(30)}.1`, 'x'])(
  'a stream that claims to go on after an impossible event loads afresh: %s',
  async (id) => {
    app.log.length = 0;
    const { status, body } = await get('/api/v1/live', tabs[0], { 'last-event-id': id });
    expect(status).toBe(200);
    expect(body).toContain('"type":"reset"');
    expect(app.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  },
);
