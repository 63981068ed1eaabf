import type { Approval } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { machine } from '../db/index.ts';
import { addJob } from '../jobs/index.ts';
import { findWaiting } from './testing.ts';

const database = await testDatabase();
let app: TestApp;
const [admin, security] = [new Browser({ url: '' }), new Browser({ url: '' })];

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  for (const [browser, username, role] of [
    [admin, 'admin', 'system_admin'],
    [security, 'security', 'security_admin'],
  ] as const) {
    await addAccount(app.db, { username, unit: centre, roles: [role] });
    Object.assign(browser, { url: app.url });
    await browser.signIn(username);
  }
});
afterAll(() => app.close());

const why = '受害人欧阳震华13987654321的银行要接入';
const note = '先与尉迟建业18577778881核实';
const masked = { why: '受害人欧阳震华139****4321的银行要接入', note: '先与尉迟建业185****8881核实' };
const secrets = /欧阳震华|13987654321|尉迟建业|18577778881/;
const ask = async (source: string): Promise<Approval> => {
  const asked = await admin.post('/service-keys', { unit: 'FZ', source, allow: ['signals:write'], why });
  expect(asked.status).toBe(200);
  return findWaiting(security, source);
};
const refuseIt = ({ id, version }: Approval) =>
  security.post<Approval>(`/approvals/${id}/refuse`, { version, note });
const stored = async (id: string) =>
  JSON.stringify(
    (
      await app.db.pool.query(
        `SELECT a::text FROM approval a WHERE id = $1
         UNION ALL SELECT h::text FROM approval_history h WHERE approval_id = $1
         UNION ALL SELECT r::text FROM audit_record r WHERE target = $1::text`,
        [id],
      )
    ).rows,
  );

describe('words of a request', () => {
  test('lie sealed, and are shown with their numbers masked', async () => {
    const asked = await ask('工行网关');
    expect(asked.why).toBe(masked.why);
    const refused = await refuseIt(asked);
    expect(refused).toMatchObject({ status: 200, body: { state: 'refused', ...masked } });
    expect(await stored(asked.id)).not.toMatch(secrets);
  });

  test('do not open in the place of another’s', async () => {
    const [one, other] = [await ask('农行网关'), await ask('建行网关')];
    await app.db.pool.query(
      `INSERT INTO approval (kind, target, payload, why_sealed, requested_by, requested_at, expires_at)
       SELECT a.kind, 'moved', jsonb_set(a.payload, '{source}', '"挪用"'), b.why_sealed, a.requested_by, a.requested_at, a.expires_at
       FROM approval a, approval b WHERE a.id = $1 AND b.id = $2`,
      [one.id, other.id],
    );
    expect((await findWaiting(security, '挪用')).why).toBe('—');
  });

  test('of earlier releases are masked at once and sealed by the job, also once they are decided', async () => {
    const old = async (source: string, decided: boolean) => {
      const { rows } = await app.db.pool.query<{ id: string }>(
        `INSERT INTO approval (kind, target, payload, why, requested_by, requested_at, expires_at, state, decided_by, decided_at, note)
         SELECT a.kind, $2, jsonb_set(a.payload, '{source}', to_jsonb($2::text)), $3, a.requested_by, a.requested_at, a.expires_at,
           CASE WHEN $4 THEN 'withdrawn' ELSE 'pending' END, CASE WHEN $4 THEN a.requested_by END,
           CASE WHEN $4 THEN now() END, CASE WHEN $4 THEN $5 END
         FROM approval a WHERE a.id = $1 RETURNING id`,
        [(await ask(`${source}样`)).id, source, why, decided, note],
      );
      return rows[0]!.id;
    };
    const [waiting, over] = [await old('旧一', false), await old('旧二', true)];
    const read = async (id: string) => (await security.get<Approval>(`/approvals/${id}`)).body;
    const asShown = [
      { why: masked.why, note: null },
      { why: masked.why, note: masked.note },
    ];
    expect([await read(waiting), await read(over)]).toMatchObject(asShown);
    expect(await stored(over)).toMatch(secrets);
    await app.db.inTransaction(machine, (tx) => addJob(tx, 'approvals.seal', {}));
    await expect
      .poll(async () => `${await stored(waiting)}${await stored(over)}`, { timeout: 15_000 })
      .not.toMatch(secrets);
    expect([await read(waiting), await read(over)]).toMatchObject(asShown);
    expect((await refuseIt(await read(waiting))).status).toBe(200);
  });
});

describe('what was asked for and decided', () => {
  const update = (id: string, change: string) =>
    app.db.pool.query(`UPDATE approval SET ${change} WHERE id = $1`, [id]);

  test.each([
    "state = 'pending', decided_by = NULL, decided_at = NULL",
    "state = 'approved'",
    'decided_by = NULL',
    "decided_at = now() - interval '1 d'",
    'emergency = true',
    'version = version + 1',
    "why = NULL, why_sealed = '{}'",
    "why = '另一个理由', why_sealed = NULL",
    "note_sealed = '{}'",
    "note = '另一句话', note_sealed = NULL",
    "payload = '{}'",
    'requested_by = decided_by',
    "requested_at = now() - interval '1 d'",
    "expires_at = now() + interval '1 d'",
  ])('is not changed afterwards: no %s', async (change) => {
    const asked = await ask(`网关 ${change}`.slice(0, 60));
    await refuseIt(asked);
    await expect(update(asked.id, change)).rejects.toMatchObject({ code: '42501' });
    expect((await security.get<Approval>(`/approvals/${asked.id}`)).body).toMatchObject({
      state: 'refused',
      ...masked,
    });
  });

  test('has its reason from the beginning: it is not exchanged while the request waits', async () => {
    const asked = await ask('等待中的网关');
    for (const change of ["why_sealed = '{}'", "why = '好理由', why_sealed = NULL"])
      await expect(update(asked.id, change)).rejects.toMatchObject({ code: '42501' });
  });

  test('uses up a code of the emergency path once', async () => {
    await app.db.pool.query(
      "INSERT INTO approval_code (code_hash, expires_at) VALUES ('h', now() + interval '1 h')",
    );
    await app.db.pool.query("UPDATE approval_code SET used_at = now() WHERE code_hash = 'h'");
    for (const change of ['used_at = NULL', 'approval_id = NULL'])
      await expect(app.db.pool.query(`UPDATE approval_code SET ${change}`)).rejects.toMatchObject({
        code: '42501',
      });
  });
});
