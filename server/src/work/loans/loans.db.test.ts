import { createRouterClient, ORPCError } from '@orpc/server';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { findActor } from '../../ground/directory/index.ts';
import { freshPhone, openOffice } from '../warnings/testing/office.ts';
import { warningsRoutes } from '../warnings/warnings.routes.ts';
import { loansRoutes } from './loans.routes.ts';

const office = await openOffice();
const { people, units } = office;
const routes = { loans: loansRoutes(office.deps), warnings: warningsRoutes(office.deps) };

const hire = async (name: string, role: string, unit: string): Promise<Actor> => {
  const [row] = await office.query<{ id: string }>(
    `INSERT INTO person (name, username, unit_id, roles, password_hash) VALUES ($1, $2, $3, $4, '-') RETURNING id`,
    [name, `u-${crypto.randomUUID()}`, unit, [role]],
  );
  return (await office.db.inTransaction(machine, (tx) => findActor(tx, row!.id)))!;
};
const leader = await hire('高所长', 'leader', units.eastStation);
const teacher = await hire('林老师', 'school_contact', units.westStation);
const admin = await hire('管系统', 'system_admin', units.center);

function as(actor: Actor) {
  const endsAt = new Date(Date.now() + 60_000);
  const factor = { enrolled: true, required: true, dueAt: null, mustEnrol: false };
  const session = { actor, hash: Buffer.alloc(32), csrf: '-', endsAt, expiresAt: endsAt, factor };
  const auth = { find: async () => session, setCookie: () => undefined };
  return createRouterClient(routes, {
    context: { requestId: 'test', ip: '127.0.0.1', agent: '', auth, db: office.db },
  });
}
async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError)) throw new Error(`no refusal: ${String(error)}`);
  return String(error.code);
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const asked = { purpose: 'read', until: inDays(2), reason: '当事人在西街道上班，请协助了解' } as const;
const lend = async (more: { borrower?: string; purpose?: 'read' | 'contact' } = {}, phone = freshPhone()) => {
  const { id } = await office.warn('high', { phone, name: '孙小红' });
  const loan = await as(people.duty).loans.give({
    warning: id,
    borrower: people.west.id,
    ...asked,
    ...more,
  });
  return { id, loan, phone };
};
const listed = async (who: Actor) => (await as(who).warnings.list({ limit: 200 })).items;
const expire = async (loanId: string) => {
  const owner = new pg.Client(office.database.migrator);
  await owner.connect();
  await owner.query(
    `UPDATE loan SET at = now() - interval '2 h', until = now() - interval '1 s' WHERE id = $1`,
    [loanId],
  );
  await owner.end();
};
const auditOf = (event: string, loan: string) =>
  office.query<{ actor: string; detail: object }>(
    `SELECT actor, detail FROM audit_record WHERE event = $1 AND (detail -> 'loans' ? $2 OR target = 'loan/' || $2)`,
    [event, loan],
  );

describe('a warning lent to be read', () => {
  test('stands in the borrower’s list and page, marked, and offers nothing', async () => {
    const { id, loan } = await lend();
    expect((await listed(people.west)).find((row) => row.id === id)?.lent).toEqual({
      until: loan.until,
      purpose: 'read',
      by: '王值班',
    });
    const seen = await as(people.west).warnings.get({ id });
    expect(seen).toMatchObject({
      acts: [],
      revealable: [],
      undo: null,
      mayLend: false,
      lent: { purpose: 'read' },
    });
    expect(seen.evidence).toHaveLength(1);
    expect(seen.history.length).toBeGreaterThan(0);
    expect(seen.clocks).toMatchObject([{ state: 'running', mayPause: false }]);
    expect((await as(people.west).warnings.counts({})).open).toBe(
      (await listed(people.west)).filter((row) => row.state !== 'closed').length,
    );
  });

  test('is changed and revealed by nobody who borrowed it', async () => {
    const { id } = await lend();
    const west = as(people.west).warnings;
    const seen = { id, version: 1 };
    const tries = [
      () => west.sign(seen),
      () => west.contact({ ...seen, reached: true }),
      () => west.close({ ...seen, outcome: 'not_matched', note: '不符' }),
      () => west.pause({ ...seen, clock: 'contact', reason: 'operator_answer', note: '等回复' }),
      () => west.reveal({ id, field: 'phone', reason: '想看看' }),
    ];
    for (const attempt of tries) expect(await codeOf(attempt())).toBe('NOT_FOUND');
    expect(await office.see(people.duty, id)).toMatchObject({ version: 1, lent: null, mayLend: true });
  });

  test('leaves an audit record of every reading: pages of the list and the warning itself', async () => {
    const { id, loan } = await lend();
    await as(people.west).warnings.get({ id });
    await as(people.west).warnings.get({ id });
    await listed(people.west);
    expect(await auditOf('loans.read', loan.id)).toHaveLength(2);
    expect((await auditOf('loans.listed', loan.id)).map(({ actor }) => actor)).toEqual([people.west.id]);
    expect((await as(people.duty).loans.list({ view: 'lent', warning: id }))[0]).toMatchObject({ reads: 2 });
    expect((await as(people.west).loans.list({ view: 'borrowed' }))[0]).toMatchObject({ reads: null });
  });

  test('is gone at once when it is taken back, and by itself at its end', async () => {
    const [first, second] = [await lend(), await lend()];
    await as(people.duty).loans.end({ id: first.loan.id, reason: '已经不需要' });
    await expire(second.loan.id);
    const rows = await listed(people.west);
    for (const { id, loan } of [first, second]) {
      expect(rows.map((row) => row.id)).not.toContain(id);
      expect(await codeOf(as(people.west).warnings.get({ id }))).toBe('NOT_FOUND');
      expect(await codeOf(as(people.duty).loans.end({ id: loan.id }))).toBe('ENDED');
    }
    const own = await as(people.west).loans.list({ view: 'borrowed' });
    expect(own.find(({ id }) => id === first.loan.id)).toMatchObject({ warning: null, running: false });
  });

  test('is read by a school contact, who sees nothing else', async () => {
    const { id } = await lend({ borrower: teacher.id });
    expect((await listed(teacher)).map((row) => row.id)).toEqual([id]);
    expect(await as(teacher).warnings.get({ id })).toMatchObject({ acts: [], revealable: [] });
    expect(await codeOf(as(teacher).warnings.reveal({ id, field: 'phone', reason: '联系' }))).toBe(
      'FORBIDDEN',
    );
  });

  test('is lost by who becomes an administrator', async () => {
    const { id } = await lend();
    const rolesAre = (roles: string[]) =>
      office.query('UPDATE person SET roles = $2 WHERE id = $1', [people.west.id, roles]);
    await rolesAre(['audit_admin']);
    expect(await codeOf(as(people.west).warnings.get({ id }))).toBe('NOT_FOUND');
    await rolesAre(['station_officer']);
  });
});

describe('a warning lent for contact', () => {
  test('lets the borrower see name and number, and note what was done; nothing else', async () => {
    const { id, phone } = await lend({ purpose: 'contact' });
    await as(people.east).warnings.sign({ id, version: 1 });
    const west = as(people.west).warnings;
    expect(await west.get({ id })).toMatchObject({
      acts: ['contact', 'meet'],
      revealable: ['phone', 'name'],
    });
    expect(await west.reveal({ id, field: 'phone', reason: '打电话劝阻' })).toMatchObject({ value: phone });
    expect(await codeOf(west.reveal({ id, field: 'idNo', reason: '想看看' }))).toBe('NOT_FOUND');
    const called = await west.contact({ id, version: 2, reached: true });
    expect(called).toMatchObject({ state: 'contacted', lent: { purpose: 'contact' } });
    expect(await west.undo({ id, version: 3, historyId: called.undo!.historyId })).toMatchObject({
      state: 'signed',
    });
    const now = { id, version: 4 };
    expect(await codeOf(west.close({ ...now, outcome: 'not_matched', note: '不符' }))).toBe('FORBIDDEN');
    expect(
      await codeOf(west.pause({ ...now, clock: 'contact', reason: 'operator_answer', note: '等回复' })),
    ).toBe('NOT_FOUND');
    expect(await office.see(people.duty, id)).toMatchObject({ version: 4, state: 'signed' });
  });

  test('needs somebody who works on warnings', async () => {
    expect(await codeOf(lend({ borrower: teacher.id, purpose: 'contact' }))).toBe('NOT_A_BORROWER');
  });
});

describe('lending', () => {
  const give = async (who: Actor, more: object = {}) => {
    const { id } = await office.warn();
    return as(who).loans.give({ warning: id, borrower: people.west.id, ...asked, ...more });
  };

  test('is for the desk and for the leader of the unit, each where their scope holds the warning', async () => {
    expect(await give(leader)).toMatchObject({ lender: { name: '高所长' }, running: true, mayEnd: true });
    const elsewhere = await hire('西所长', 'leader', units.westStation);
    expect(await codeOf(give(elsewhere, { borrower: people.eastToo.id }))).toBe('NOT_FOUND');
    for (const who of [people.east, people.analyst, people.grid, teacher, admin])
      expect(await codeOf(give(who))).toBe('FORBIDDEN');
  });

  test('needs a reason, an end within the parameter, and somebody who may have it', async () => {
    expect(await codeOf(give(people.duty, { reason: '看' }))).toBe('BAD_REQUEST');
    expect(await codeOf(give(people.duty, { until: inDays(31) }))).toBe('TOO_LONG');
    expect(await codeOf(give(people.duty, { until: inDays(-1) }))).toBe('TOO_LONG');
    expect(await codeOf(give(people.duty, { borrower: admin.id }))).toBe('NOT_A_BORROWER');
    expect(await codeOf(give(people.duty, { borrower: people.liaison.id }))).toBe('NOT_A_BORROWER');
    expect(await codeOf(give(people.duty, { borrower: people.duty.id }))).toBe('NOT_A_BORROWER');
    expect(await codeOf(give(people.duty, { borrower: crypto.randomUUID() }))).toBe('NOT_A_BORROWER');
    expect(await codeOf(give(people.duty, { borrower: people.east.id }))).toBe('NOT_NEEDED');
  });

  test('the same warning to the same person twice at once happens once', async () => {
    const { id } = await office.warn();
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => as(people.duty).loans.give({ warning: id, borrower: people.west.id, ...asked })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('what was lent is not lent on, in the service and in the database', async () => {
    const westLeader = await hire('西所长二', 'leader', units.westStation);
    const { id, loan } = await lend({ borrower: westLeader.id });
    const on = { warning: id, borrower: teacher.id, ...asked };
    expect(await codeOf(as(westLeader).loans.give(on))).toBe('NOT_FOUND');
    await expect(
      office.db.inTransaction(westLeader.scope, (tx) =>
        tx.query(
          `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
           SELECT warning_id, borrower_id, lender_unit_id, $2, purpose, until, reason, param_id FROM loan WHERE id = $1`,
          [loan.id, teacher.id],
        ),
      ),
    ).rejects.toThrow('row-level security');
  });

  test('is on record with its reason sealed, and so is its end', async () => {
    const { loan } = await lend();
    await as(people.west).loans.end({ id: loan.id });
    const [given] = await auditOf('loans.given', loan.id);
    expect(given).toMatchObject({
      actor: people.duty.id,
      detail: { borrower: people.west.id, purpose: 'read' },
    });
    expect(JSON.stringify(given)).not.toContain('西街道上班');
    expect(loan.reason).toBe(asked.reason);
    expect((await auditOf('loans.ended', loan.id)).map(({ actor }) => actor)).toEqual([people.west.id]);
  });

  test('offers only those who may borrow', async () => {
    const { people: found, mostDays } = await as(people.duty).loans.borrowers({});
    const ids = found.map(({ id }) => id);
    expect(mostDays).toBe(30);
    expect(ids).toEqual(expect.arrayContaining([people.west.id, teacher.id]));
    for (const no of [admin.id, people.liaison.id, people.duty.id]) expect(ids).not.toContain(no);
    expect(found.find(({ id }) => id === teacher.id)?.purposes).toEqual(['read']);
    expect((await as(people.duty).loans.borrowers({ q: '林老' })).people.map(({ id }) => id)).toEqual([
      teacher.id,
    ]);
  });
});

describe('loans of others', () => {
  test('are not there', async () => {
    const { id, loan } = await lend();
    expect(await codeOf(as(people.grid).loans.end({ id: loan.id }))).toBe('NOT_FOUND');
    expect(await as(people.grid).loans.list({ view: 'lent', warning: id })).toEqual([]);
    expect(await codeOf(as(people.east).loans.end({ id: loan.id }))).toBe('FORBIDDEN');
    expect((await as(leader).loans.end({ id: loan.id })).ended).toMatchObject({ by: { name: '高所长' } });
  });

  test('of a warning are not for somebody else who borrowed it, nor their reasons', async () => {
    const { id, loan } = await lend({ borrower: teacher.id });
    const secret = '涉及未成年子女，仅供学校核对';
    await as(people.duty).loans.give({ warning: id, borrower: people.west.id, ...asked, reason: secret });
    const shown = await as(teacher).loans.list({ view: 'lent', warning: id });
    expect(shown.map((one) => one.id)).toEqual([loan.id]);
    expect(JSON.stringify(shown)).not.toContain(secret);
    expect(await as(people.east).loans.list({ view: 'lent', warning: id })).toHaveLength(2);
    expect(await as(leader).loans.list({ view: 'lent', warning: id })).toHaveLength(2);
  });

  test('cannot be rewritten, removed or written in another’s name', async () => {
    const { id, loan } = await lend();
    const app = new pg.Client(office.database.app);
    await app.connect();
    try {
      await app.query("SELECT set_config('lanzha.scope', 'all', false)");
      for (const table of ['loan', 'loan_end']) {
        await expect(app.query(`UPDATE ${table} SET at = now()`)).rejects.toThrow('permission denied');
        await expect(app.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      }
      await expect(
        app.query('INSERT INTO loan_end (loan_id, by) VALUES ($1, $2)', [loan.id, people.duty.id]),
      ).rejects.toThrow('row-level security');
    } finally {
      await app.end();
    }
    expect((await as(people.west).warnings.get({ id })).lent).not.toBeNull();
  });
});

test('what one borrower does reaches the others too', async () => {
  const { id } = await lend({ purpose: 'contact' });
  await as(people.duty).loans.give({ warning: id, borrower: teacher.id, ...asked });
  await as(people.east).warnings.sign({ id, version: 1 });
  await as(people.west).warnings.contact({ id, version: 2, reached: true });
  const told = await office.query<{ person_id: string }>(
    `SELECT person_id FROM outbox WHERE body ->> 'id' = $1 AND body ->> 'version' = '3' AND person_id IS NOT NULL`,
    [id],
  );
  expect(told.map((one) => one.person_id).sort()).toEqual([people.west.id, teacher.id].sort());
});

test('news of a lent warning reach the borrower by name, and nobody else outside', async () => {
  const { id } = await lend();
  await as(people.east).warnings.sign({ id, version: 1 });
  const news = await office.query<{ person_id: string | null; version: number }>(
    `SELECT person_id, (body ->> 'version')::integer AS version FROM outbox WHERE body ->> 'id' = $1 ORDER BY seq`,
    [id],
  );
  expect(news.filter(({ version }) => version === 2)).toEqual([
    { person_id: null, version: 2 },
    { person_id: people.west.id, version: 2 },
  ]);
});

describe('the borrower', () => {
  const toldOf = (person: Actor) =>
    office.query<{ kind: string; params: object; link: string }>(
      `SELECT kind, params, link FROM notice WHERE person_id = $1 AND kind LIKE 'loan.%' ORDER BY id DESC LIMIT 2`,
      [person.id],
    );

  test('is told when a warning is lent and when it is taken back, by its number alone', async () => {
    const { id, loan, phone } = await lend({ borrower: teacher.id });
    const no = loan.warning?.no;
    const given = { kind: 'loan.given', params: { no, who: '王值班' }, link: `/warnings/${id}` };
    expect((await toldOf(teacher))[0]).toEqual(given);
    await as(people.duty).loans.end({ id: loan.id, reason: '已经核对' });
    const told = await toldOf(teacher);
    expect(told).toEqual([{ kind: 'loan.ended', params: { no }, link: '/loans' }, given]);
    for (const secret of [phone, '孙小红', asked.reason, '已经核对'])
      expect(JSON.stringify(told)).not.toContain(secret);
  });

  test('who gives it back is told nothing, nor is anybody when nothing was lent', async () => {
    const { loan } = await lend();
    const before = await toldOf(people.west);
    expect(
      await codeOf(
        as(people.duty).loans.give({ warning: loan.warning!.id, borrower: people.west.id, ...asked }),
      ),
    ).toBe('ALREADY_LENT');
    await as(people.west).loans.end({ id: loan.id });
    expect(await toldOf(people.west)).toEqual(before);
  });
});
