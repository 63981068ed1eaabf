import type { AuditRecord, AuditState, Role } from '@lanzha/contract';
import { contract } from '@lanzha/contract';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish } from '../../faces/testing.ts';
import { closeServer } from '../../testing/close-server.ts';
import { machine } from '../db/index.ts';
import { createHttp, mountContract } from '../http/index.ts';
import { fixInstallationKind } from '../installation/index.ts';
import { registerSession } from '../session/index.ts';
import { sessionRoutes } from '../session/session.routes.ts';
import { masterKeysFrom, openVault } from '../vault/index.ts';
import { auditExportRoute, auditRoutes } from './audit.routes.ts';
import { recordAudit } from './record.ts';
import { openBook } from './testing.ts';

const book = await openBook();
const { db, params } = book;
const vault = openVault(masterKeysFrom(Buffer.alloc(64, 7)));
const auditSealer = book.startSealer();
const server = createHttp({ logger: pino({ level: 'silent' }) });
const url = { url: '' };
const people: Record<string, string> = {};
let units: Awaited<ReturnType<typeof furnish>>;

interface Page {
  items: AuditRecord[];
  next: string | null;
}

beforeAll(async () => {
  await registerSession(server, { db, params });
  const router = {
    session: sessionRoutes({ db, params, vault }),
    audit: auditRoutes({ auditSealer, vault }),
  };
  mountContract(server, router, {
    prefix: '/api/v1',
    beforeSession: [contract.session.create],
    contextOf: (request) => ({ requestId: request.id, ip: request.ip, agent: '', auth: request.auth, db }),
  });
  auditExportRoute(server, { db, vault });
  url.url = await server.listen({ host: '127.0.0.1', port: 0 });
  await db.inTransaction(machine, (tx) => fixInstallationKind(tx, 'real'));
  units = await furnish(db);
  const roles: Role[] = ['audit_admin', 'system_admin', 'security_admin', 'duty_officer', 'leader'];
  for (const role of roles)
    people[role] = await addAccount(db, {
      username: role.replace('_', '.'),
      unit: units.centre,
      roles: [role],
    });
  await db.pool.query(
    `INSERT INTO audit_record (at, actor, event, ok, target) VALUES
       ('2020-01-01T12:00Z', NULL, 'filtered.one', true, 'thing/1'),
       ('2020-01-02T12:00Z', $1, 'filtered.two', false, 'thing/2'),
       ('2020-01-03T12:00Z', NULL, 'filtered.three', true, 'thing/3')`,
    [people.duty_officer],
  );
});
afterAll(() => closeServer(server));

const signedIn = new Map<Role, Browser>();

/** Signed in once: the limits of signing in are tested elsewhere. */
async function as(role: Role): Promise<Browser> {
  const known = signedIn.get(role);
  if (known !== undefined) return known;
  const browser = new Browser(url);
  expect((await browser.signIn(role.replace('_', '.'))).status).toBe(200);
  signedIn.set(role, browser);
  return browser;
}

async function list(browser: Browser, query = ''): Promise<Page> {
  const reply = await browser.get<Page>(`/audit/records${query}`);
  expect(reply.status).toBe(200);
  return reply.body;
}

describe('who may read the log', () => {
  test.each(['system_admin', 'security_admin', 'duty_officer', 'leader'] as const)(
    '%s may not',
    async (role) => {
      const browser = await as(role);
      for (const path of ['/audit/records', '/audit/events', '/audit/state', '/audit/export'])
        expect((await browser.get(path)).status).toBe(403);
    },
  );

  test('nobody without signing in', async () => {
    for (const path of ['/audit/records', '/audit/events', '/audit/state', '/audit/export'])
      expect((await new Browser(url).get(path)).status).toBe(401);
  });
});

describe('the audit administrator', () => {
  test('sees who did what, newest first, with its place in the chain', async () => {
    const browser = await as('audit_admin');
    const officer = { actor: people.duty_officer!, unitId: units.centre };
    const entry = {
      ...officer,
      event: 'vault.revealed',
      ok: true,
      target: 'warning/1',
      detail: { field: 'phone' },
    };
    await recordAudit(db.pool, entry);
    await book.allSealed();
    const [first] = (await list(browser, '?event=vault.revealed')).items;
    expect(first).toMatchObject({
      actor: { id: people.duty_officer, name: 'duty.officer' },
      unit: { id: units.centre },
      event: 'vault.revealed',
      ok: true,
      target: 'warning/1',
      detail: { field: 'phone' },
      position: expect.any(Number),
    });
  });

  test('pages through everything, each record once', async () => {
    const browser = await as('audit_admin');
    await book.write(55, { event: 'paged.through' });
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page = await list(browser, `?event=paged&limit=20${more}`);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    }
    expect(seen).toHaveLength(55);
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
  });

  test.each([
    ['event=filtered.two', [2]],
    ['event=filtered', [3, 2, 1]],
    ['event=filtered&ok=false', [2]],
    ['event=filtered&ok=true', [3, 1]],
    ['target=thing/3', [3]],
    ['event=filtered&actor=none', [3, 1]],
    ['event=filtered&actor=PERSON', [2]],
    ['event=filtered&from=2020-01-02T00:00:00Z', [3, 2]],
    ['event=filtered&to=2020-01-02T00:00:00Z', [1]],
    ['event=filtered&from=2020-01-01T00:00:00Z&to=2020-01-03T08:00:00%2B08:00', [2, 1]],
    ['event=filter', []],
  ])('filters by %s', async (query, expected) => {
    const filter = query.replace('PERSON', people.duty_officer!);
    const { items } = await list(await as('audit_admin'), `?${filter}`);
    expect(items.map((item) => Number(item.target?.split('/')[1]))).toEqual(expected);
  });

  test.each(['target=13800001234', 'actor=zhang', 'event=%27%3B', 'from=yesterday', 'limit=0'])(
    'an impossible filter is refused: %s',
    async (query) => {
      const browser = await as('audit_admin');
      expect((await browser.get(`/audit/records?${query}`)).status).toBe(400);
      if (!query.startsWith('limit')) expect((await browser.get(`/audit/export?${query}`)).status).toBe(400);
    },
  );

  test('gets the events that ever occurred', async () => {
    const { body } = await (await as('audit_admin')).get<string[]>('/audit/events');
    expect(body).toEqual(body.toSorted());
    expect(body).toEqual(expect.arrayContaining(['session.created', 'vault.revealed', 'paged.through']));
  });

  test('sees how far the chain goes, and that it was anchored', async () => {
    const browser = await as('audit_admin');
    await book.superuser(`UPDATE rule_param SET value = '1' WHERE code = 'audit.anchor.records'`);
    await params.refresh();
    await expect.poll(() => auditSealer.latestAnchor()).not.toBeNull();
    await book.allSealed();
    const { body } = await browser.get<AuditState>('/audit/state');
    expect(body.anchor?.position).toBeLessThanOrEqual(body.sealed);
    expect(body).toMatchObject({
      sealed: expect.any(Number),
      sealing: true,
      unsealed: { count: 0, oldest: null },
    });
    expect(body.brokenAt).toBeNull();
  });

  test('a record that somebody damaged does not close the list', async () => {
    await book.superuser(`UPDATE audit_record SET at = 'infinity', detail = '[1]', actor = gen_random_uuid()
                          WHERE id = (SELECT max(id) FROM audit_record WHERE event = 'paged.through')`);
    const { items } = await list(await as('audit_admin'), '?event=paged.through&limit=1');
    expect(items[0]).toMatchObject({ detail: { value: [1] }, actor: { name: '?' } });
    await book.superuser(
      `UPDATE audit_seal SET sealed_at = '-infinity' WHERE position = (SELECT max(position) FROM audit_seal)`,
    );
    expect((await (await as('audit_admin')).get('/audit/state')).status).toBe(200);
  });
});

describe('reading leaves its own record', () => {
  test('of the list, with the filter', async () => {
    const browser = await as('audit_admin');
    await list(browser, '?event=vault&ok=true');
    const [mine] = (await list(browser, '?event=audit.read')).items;
    expect(mine).toMatchObject({
      actor: { id: people.audit_admin },
      detail: { event: 'vault', ok: true, first: true },
    });
  });

  test('of an export, before it starts and when it has ended', async () => {
    const browser = await as('audit_admin');
    await browser.get('/audit/export?format=ndjson&event=vault');
    await expect
      .poll(async () => (await list(browser, '?event=audit.export_ended')).items[0])
      .toMatchObject({ ok: true, detail: { rows: 1 } });
    const [begun] = (await list(browser, '?event=audit.exported')).items;
    expect(begun).toMatchObject({ detail: { format: 'ndjson', event: 'vault' } });
  });
});

describe('an export', () => {
  const fetchExport = async (browser: Browser, query: string) => {
    const response = await fetch(`${url.url}/api/v1/audit/export?${query}`, {
      headers: { cookie: browser.cookie! },
    });
    return { headers: response.headers, text: Buffer.from(await response.arrayBuffer()).toString() };
  };

  test('carries all records of the filter, also beyond a page', async () => {
    await book.write(1_150, { event: 'many.written' });
    const { text, headers } = await fetchExport(await as('audit_admin'), 'format=ndjson&event=many.written');
    const ids = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as AuditRecord).id);
    expect(new Set(ids).size).toBe(1_150);
    expect(headers.get('content-disposition')).toMatch(
      /attachment; filename="audit-\d{4}-\d\d-\d\d\.ndjson"/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('as a table carries no formulas', async () => {
    await book.write(1, {
      event: 'formula.tried',
      detail: { reason: '=HYPERLINK("http://x")' },
      target: '=1+1',
    });
    const { text, headers } = await fetchExport(await as('audit_admin'), 'event=formula.tried');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('\uFEFF"编号","时间"')).toBe(true);
    expect(text).toContain(`,"'=1+1",`);
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  test('that the reader breaks off is recorded as not complete', async () => {
    const browser = await as('audit_admin');
    await book.superuser(
      `INSERT INTO audit_record (event, ok, detail) SELECT 'heavy.written', true, jsonb_build_object('text', repeat('x', 2000))
       FROM generate_series(1, 20000)`,
    );
    const abort = new AbortController();
    const response = await fetch(`${url.url}/api/v1/audit/export?format=ndjson&event=heavy.written`, {
      headers: { cookie: browser.cookie! },
      signal: abort.signal,
    });
    await response.body!.getReader().read();
    abort.abort();
    await expect
      .poll(async () => (await list(browser, '?event=audit.export_ended')).items[0])
      .toMatchObject({ ok: false });
  });
});
