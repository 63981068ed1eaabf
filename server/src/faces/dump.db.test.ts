import type { WarningDetail } from '@lanzha/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findWaiting } from '../ground/approvals/testing.ts';
import { machine } from '../ground/db/index.ts';
import { createServiceKey } from '../ground/directory/index.ts';
import { isRefusal } from '../ground/refusal/index.ts';
import { testDatabase } from '../testing/database.ts';
import { dumpOf, leaksOf, logsOf, type Piece } from '../testing/dump.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from './testing.ts';

const database = await testDatabase();
const superuser = { ...inject('postgres').superuser, database: database.app.database };
let app: TestApp;
afterAll(() => app.close());

/** Everybody and everything that must not stand anywhere in clear. */
const people = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
  phone: `1398765432${n}`,
  idNo: `33020619870${n}051${n}3X`.slice(0, 18),
  account: `622848098765432${n}017`,
  name: ['欧阳震华', '司徒慕白', '慕容清扬', '尉迟建业', '皇甫明月', '端木赐福', '上官雨桐'][n - 1]!,
}));
const stranger = {
  phone: '18577778881',
  payee: '6217001234509876543',
  caller: '008618612349876',
  friend: '夏侯敦厚',
};
const secrets = [
  ...people.flatMap((person) => Object.values(person)),
  stranger.phone,
  stranger.payee,
  stranger.caller.slice(2),
  stranger.friend,
];

let pieces: Piece[] = [];

beforeAll(async () => {
  app = await startTestApp(database);
  const units = await furnish(app.db);
  await addAccount(app.db, { username: 'duty', unit: units.centre, roles: ['duty_officer'] });
  await addAccount(app.db, { username: 'security', unit: units.centre, roles: ['security_admin'] });
  await addAccount(app.db, { username: 'admin', unit: units.centre, roles: ['system_admin'] });
  const duty = new Browser(app);
  await duty.signIn('duty');
  await sendSignals();
  const { body } = await duty.get<{ items: { id: string }[] }>('/warnings?limit=50');
  expect(body.items.length).toBeGreaterThan(4);
  for (const [index, { id }] of body.items.entries()) await work(duty, id, index);
  await lookUp(duty);
  await mistakes(duty);
  await hold(body.items[0]!.id);
  await agreeOrNot();
  pieces = [
    ...(await dumpOf(superuser)),
    ...(await logsOf(superuser)),
    { where: 'log of the server', bytes: Buffer.from(app.log.join('\n')) },
  ];
}, 60_000);

/** All seven kinds, with identifiers and names in every member that takes words. */
async function sendSignals(): Promise<void> {
  const key = await app.db.inTransaction(machine, (tx) =>
    createServiceKey(tx, { unitCode: 'FZ', source: '某银行', allow: ['signals:write', 'signals:explain'] }),
  );
  if (isRefusal(key)) throw new Error(key.code);
  const at = new Date().toISOString();
  const story = (n: number) => {
    const { name, phone, idNo, account } = people[n]!;
    return `${name}(${idNo})说公安局王警官让${name}把钱转到安全账户${stranger.payee},用${phone}联系,卡号${account},同事${stranger.friend}可以作证,加${stranger.phone}屏幕共享,涉嫌洗钱要冻结`;
  };
  const about = (n: number) => ({
    place: '330206001',
    age: 61,
    occupation: `${people[n]!.name}的店`,
    ...people[n],
  });
  const signals = [
    { kind: 'sms', from: stranger.caller, text: story(0), subject: about(0) },
    {
      kind: 'call',
      from: stranger.caller,
      seconds: 2400,
      overseas: true,
      transcript: story(1),
      subject: about(1),
    },
    {
      kind: 'visit',
      url: `http://fraud.example/${people[2]!.phone}?n=${encodeURIComponent(people[2]!.name)}&c=${people[2]!.idNo}`,
      subject: about(2),
    },
    {
      kind: 'install',
      app: { name: `${people[3]!.name}${people[3]!.phone}会议`, package: `com.a${people[3]!.phone}` },
      screenSharing: true,
      subject: about(3),
    },
    {
      kind: 'transfer',
      to: { account: stranger.payee, bank: `${stranger.friend}的银行` },
      amount: 99_900_000,
      newPayee: true,
      channel: people[4]!.phone,
      subject: about(4),
    },
    { kind: 'report', already: 'cheated', text: story(5), subject: about(5) },
    {
      kind: 'instruction',
      level: 'urgent',
      from: `${people[6]!.name}${people[6]!.phone}`,
      text: story(6),
      subject: about(6),
    },
    // What people are to be named later, when only the words tell who it is: no subject gives the name.
    { kind: 'report', already: 'cheated', text: story(1), subject: { phone: '13711110000' } },
    ...[0, 1, 2, 3, 4].map((n) => ({
      kind: 'instruction',
      level: 'high',
      from: '上级平台',
      subject: about(n),
    })),
  ];
  const response = await fetch(`${app.url}/api/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/x-ndjson' },
    body: signals
      .map((signal, n) => JSON.stringify({ id: `${people[n % 7]!.phone}-${n}`, at, ...signal }))
      .join('\n'),
  });
  const answers = (await response.text()).trim().split('\n');
  expect(answers.map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(
    signals.map(() => 'decided'),
  );
}

/** Every act with words in it that name the person, a number and a friend. */
async function work(duty: Browser, id: string, index: number): Promise<void> {
  const { name, phone, account, idNo } = people[index % 7]!;
  const note = `${name}接了电话,改打${phone},账号${account},证件${idNo},其友${stranger.friend}${stranger.phone}陪同`;
  const step = async (act: string, more: object = {}) => {
    const { body } = await duty.get<WarningDetail>(`/warnings/${id}`);
    const reply = await duty.post(`/warnings/${id}/${act}`, { version: body.version, note, ...more });
    expect(reply.status, act).toBe(200);
  };
  await step('sign');
  await step('contact', { reached: true });
  await step('meet', { companions: ['刘辅警'] });
  for (const field of ['phone', 'name'])
    expect((await duty.post(`/warnings/${id}/reveal`, { field, reason: note.slice(0, 190) })).status).toBe(
      200,
    );
  if (index % 2 === 0)
    await step('close', {
      outcome: 'dissuaded',
      saved: { amount: 500_000, proof: `${name}撤回转给${stranger.payee}的截图` },
    });
}

async function lookUp(duty: Browser): Promise<void> {
  for (const { phone, idNo, account, name } of people)
    for (const value of [
      phone,
      idNo,
      account,
      name,
      `+86 ${phone}`,
      phone.replace(/(\d{3})(\d{4})/, '$1-$2-'),
    ]) {
      const { status, body } = await duty.post<{ handle: string }>('/search', {
        value,
        reason: `${name}来电,核实${value}`,
      });
      expect(status).toBe(200);
      expect((await duty.get(`/search/${body.handle}`)).status).toBe(200);
    }
}

/** What people get wrong must not land in a log either. */
async function mistakes(duty: Browser): Promise<void> {
  const [{ phone, name, idNo }] = people as [(typeof people)[0]];
  await duty.get(`/warnings?q=${phone}`);
  await duty.get(`/warnings/${phone}`);
  await duty.get(`/search/${idNo}`);
  await duty.get(`/${encodeURIComponent(name)}?phone=${phone}`);
  await duty.post('/search', { value: phone, kind: 'name' });
  await duty.post('/signals/enter', { id: phone, kind: 'sms', subject: { phone }, text: { name } });
  await duty.send('POST', '/search', `{"value":"${phone}`);
  const wrong = new Browser(app);
  await wrong.signIn(phone, `${idNo}Aa!`);
  await wrong.signIn(name, phone);
}

async function hold(id: string): Promise<void> {
  const tab = new Browser(app);
  await tab.signIn('security');
  const [warning] = (
    await app.db.inTransaction(machine, (tx) =>
      tx.query<{ no: number }>('SELECT no FROM warning WHERE id = $1', [id]),
    )
  ).rows;
  const { phone, account, name } = people[0]!;
  const placed = await tab.post('/retention/holds', {
    warningNo: warning!.no,
    reason: `法院调取${name}${phone}及${account}`,
  });
  expect(placed.status).toBe(200);
}

/** What one writes when asking and the other when deciding. */
async function agreeOrNot(): Promise<void> {
  const [admin, security] = [new Browser(app), new Browser(app)];
  await admin.signIn('admin');
  await security.signIn('security');
  for (const [n, act] of (['approve', 'refuse', 'withdraw'] as const).entries()) {
    const { name, phone, idNo } = people[n]!;
    const why = `${name}(${idNo})的案子要接入,找${stranger.friend}${phone}`;
    const source = `网关${n}`;
    const asked = await admin.post('/service-keys', { unit: 'FZ', source, allow: ['signals:write'], why });
    expect(asked.status).toBe(200);
    const { id, version } = await findWaiting(security, source);
    const decided = await (act === 'withdraw' ? admin : security).post(`/approvals/${id}/${act}`, {
      version,
      note: `已问过${name},回电${phone}`,
    });
    expect(decided.status, act).toBe(200);
  }
}

test('the dump is whole: every table, also those of the job runner, with thousands of values', () => {
  const tables = pieces.map(({ where }) => where);
  for (const name of [
    'public.signal_batch (bytea)',
    'public.warning_history',
    'public.audit_record',
    'public.approval',
    'public.search_handle',
    'public.outbox',
  ])
    expect(tables).toContain(name);
  expect(tables.some((name) => name.startsWith('graphile_worker.'))).toBe(true);
  expect(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(50_000);
});

test('no phone, id, name or account of anybody stands in it, in the log of the server or of the database', () => {
  expect(leaksOf(pieces, secrets)).toEqual([]);
});

describe('and the test would see one', () => {
  const owner = new pg.Client(database.migrator);
  beforeAll(() => owner.connect());
  afterAll(() => owner.end());
  const [{ phone, name, idNo }] = people as [(typeof people)[0]];
  const planted: [string, string, string][] = [
    ['in a text column', `UPDATE warning SET source = '${phone}'`, 'in clear'],
    [
      'with separators',
      `UPDATE warning SET source = '${phone.slice(0, 3)}-${phone.slice(3, 7)} ${phone.slice(7)}'`,
      'in clear',
    ],
    ['deep in json', `UPDATE warning_evidence SET reasons = '[{"a":{"b":["x ${name}"]}}]'`, 'in clear'],
    ['in bytes', `UPDATE signal_batch SET sealed = sealed || '${phone}'::bytea`, 'in clear'],
    ['in base64', `UPDATE warning_history SET note = encode('ab${idNo}z'::bytea, 'base64')`, 'in base64'],
    ['in hex', `UPDATE warning_history SET note = encode('${name}'::bytea, 'hex')`, 'in hex'],
    ['as a hash without a key', `UPDATE warning SET source = encode(sha256('${phone}'), 'hex')`, 'as sha256'],
    ['in a request for approval', `UPDATE approval SET payload = payload || '{"x":"${phone}"}'`, 'in clear'],
    [
      'in a job',
      `SELECT graphile_worker.add_job('x.y', json_build_object('a', '${idNo}'), run_at := now() + interval '1 day')`,
      'in clear',
    ],
    [
      'in the audit log',
      `INSERT INTO audit_record (event, ok, detail) VALUES ('x.y', true, '{"who":"${name}"}')`,
      'in clear',
    ],
  ];

  test.each(planted)('%s', async (_, sql, how) => {
    await owner.query('BEGIN');
    await owner.query(sql);
    await owner.query('COMMIT');
    const found = leaksOf(await dumpOf(superuser), secrets);
    expect(found.some((leak) => leak.endsWith(how))).toBe(true);
    await owner.query(`UPDATE warning SET source = ''; UPDATE warning_evidence SET reasons = '[]';
      UPDATE warning_history SET note = NULL; UPDATE signal_batch SET sealed = ''; DELETE FROM audit_record WHERE event = 'x.y';
      UPDATE approval SET payload = payload - 'x'`);
    await app.db.pool.query(
      "DELETE FROM graphile_worker._private_jobs WHERE run_at > now() + interval '1 hour'",
    );
    expect(leaksOf(await dumpOf(superuser), secrets)).toEqual([]);
  });

  test('in a log', () => {
    const bytes = Buffer.from(`{"msg":"no ${name}"}`);
    expect(leaksOf([{ where: 'log', bytes }], secrets)).toHaveLength(1);
  });
});
