import { type Role, roles } from '@lanzha/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { createUnit } from '../../ground/directory/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';
import { endpointsWithIds, type IdEndpoint } from './testing/contract-inputs.ts';

// For every endpoint that takes an id: somebody else's record answers exactly as one that does not exist.

const kinds = [
  'warning',
  'incident',
  'followUp',
  'review',
  'loan',
  'search',
  'session',
  'notice',
  'file',
  'post',
  'shift',
  'staff',
  'entry',
  'contact',
  'view',
] as const;
type Kind = (typeof kinds)[number];

/** What an id names, by the address it stands in. New endpoints under these addresses are covered as they come. */
const named: readonly (readonly [path: RegExp, field: RegExp, kind: Kind])[] = [
  [/^\/warnings\/\{id\}/, /^id$/, 'warning'],
  [/^\/incidents\/of-warning/, /^warning$/, 'warning'],
  [/^\/incidents\/\{id\}/, /^id$/, 'incident'],
  [/^\/follow-ups\/\{id\}/, /^id$/, 'followUp'],
  [/^\/reviews\/\{id\}/, /^id$/, 'review'],
  [/^\/loans$/, /^warning$/, 'warning'],
  [/^\/zeroing\/(explain|push)$/, /^warning$/, 'warning'],
  [/^\/loans\/\{id\}/, /^id$/, 'loan'],
  [/^\/search\/\{handle\}/, /^handle$/, 'search'],
  [/^\/(lists\/warnings$|people\/found\/)/, /^handle$/, 'search'],
  [/^\/people\/\{id\}/, /^id$/, 'warning'],
  [/^\/views\/\{id\}/, /^id$/, 'view'],
  [/^\/session\/all\/\{id\}/, /^id$/, 'session'],
  [/^\/notify\/notices\/\{id\}/, /^id$/, 'notice'],
  [/^\/files$/, /^id$/, 'warning'],
  [/^\/files\/\{id\}/, /^id$/, 'file'],
  [/^\/shifts\/posts\/\{id\}/, /^id$/, 'post'],
  [/^\/shifts\/\{id\}/, /^id$/, 'shift'],
  [/^\/shifts(\/|$)/, /^post$/, 'post'],
  [/^\/staff\/entries\/\{id\}/, /^id$/, 'entry'],
  [/^\/staff\/contacts\/\{id\}/, /^id$/, 'contact'],
  [/^\/staff\/contacts$/, /^instead$/, 'contact'],
  [/^\/staff\/contacts$/, /^member$/, 'staff'],
  [/^\/staff\/\{id\}/, /^id$/, 'staff'],
];
const kindOf = ({ path }: IdEndpoint, field: string): Kind | undefined =>
  named.find(([address, name]) => address.test(path) && name.test(field))?.[2];

/** Ids that name nothing that could be foreign, each with its reason. */
const exempt: readonly (readonly [name: RegExp, field: RegExp, reason: string])[] = [
  [
    /^(directory|factors|serviceKeys)\./,
    /./,
    'units, accounts and keys are not scoped: whoever has the act sees those of the whole county (docs/security.md)',
  ],
  [/^(approvals|params|audit)\./, /./, 'policy of the whole house: whoever may read it reads all of it'],
  [/^retention\./, /./, 'the security administrator keeps all holds; none has an owner'],
  [/^operation\./, /./, 'the system administrator runs the whole installation'],
  [
    /^notify\.\w*(Webhook|Delivery)$/,
    /./,
    'configuration of the whole installation, kept by the system administrator',
  ],
  [
    /./,
    /^(unit|fromUnit|person|account|assignee|borrower|taker)$/,
    'names a unit or an account of the directory, which is not scoped',
  ],
  [
    /^warnings\.undo$/,
    /^historyId$/,
    'a step of the warning that `id` names; looked at only after the warning was found',
  ],
  [
    /^warnings\.correct$/,
    /^contact$/,
    'a record of the warning that `id` names; looked at only after the warning was found',
  ],
  [/^views\.arrange$/, /^first$/, 'a tab among the own ones: what is not seen is left out'],
  [/^links\./, /^id$/, 'the known lists hold for the whole house: who may read them, reads all'],
  [
    /^incidents\.\w+Transfer$/,
    /^transfer$/,
    'a row of the incident that `id` names; looked at only after the incident was found',
  ],
  [/./, /^cursor$/, 'a position in the own list, not a record'],
  [/^board\.records$/, /^after$/, 'a position in the own list, not a record'],
  [
    /^notify\.markAll$/,
    /^upTo$/,
    'an instant among the own notices: nothing of others is touched, whatever it names',
  ],
];
const reasonFor = (endpoint: IdEndpoint, field: string): string | undefined =>
  exempt.find(([name, member]) => name.test(endpoint.name) && member.test(field))?.[2];

const endpoints = endpointsWithIds();
const cases = endpoints.flatMap((endpoint) =>
  endpoint.ids.flatMap((field) => {
    const kind = kindOf(endpoint, field);
    return kind === undefined ? [] : [{ name: `${endpoint.name} (${field})`, endpoint, field, kind }];
  }),
);

const database = await testDatabase();
const owner = new pg.Client(database.migrator);
let app: TestApp;
const foreign = {} as Record<Kind, string>;
const tabs: Record<string, Browser> = {};
const strangers: { readonly name: string; readonly tab: Browser }[] = [];

const someone = async (username: string, unit: string, held: Role[]) => {
  const id = await addAccount(app.db, { username, unit, roles: held });
  const tab = new Browser(app);
  expect((await tab.signIn(username)).status).toBe(200);
  tabs[username] = tab;
  return id;
};
async function made<T>(who: string, path: string, body: unknown): Promise<T> {
  const reply = await tabs[who]?.post<T>(path, body);
  expect(reply?.status, `${path}: ${JSON.stringify(reply?.body)}`).toBe(200);
  return reply?.body as T;
}
async function idIn(table: string, column = 'id'): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(`SELECT ${column} AS id FROM ${table} LIMIT 1`);
  expect(rows, table).toHaveLength(1);
  return rows[0]?.id ?? '';
}

beforeAll(async () => {
  await owner.connect();
  app = await startTestApp(database);
  const units = await furnish(app.db);
  const townDesk = await app.db.inTransaction(machine, (tx) =>
    createUnit(tx, { code: 'CC2', name: '小港指挥室', kind: 'command_center', place: '330206002' }),
  );
  if (isRefusal(townDesk)) throw new Error(townDesk.code);
  // Those whose records they are: the desk of the county and the station of one town.
  const [, east] = [
    await someone('desk', units.centre, ['duty_officer']),
    await someone('east', units.xinqi, ['station_officer']),
    await someone('east-boss', units.xinqi, ['leader']),
  ];
  const reader = await someone('reader', units.centre, ['school_contact']);
  await furnishRecords(units.xinqi, east, reader);
  // The strangers: every role in the other town, at its desk, and outside the police at the centre.
  const places = { station: units.xiaogang, desk: townDesk.id };
  for (const [where, unit] of Object.entries(places))
    for (const role of roles) {
      const username = `${where}-${role.replaceAll('_', '-')}`;
      await someone(username, unit, [role]);
      strangers.push({ name: username, tab: tabs[username] as Browser });
    }
}, 120_000);
afterAll(async () => {
  await app.close();
  await owner.end();
});

async function furnishRecords(station: string, east: string, reader: string): Promise<void> {
  const phone = '13600007788';
  const { warningId } = await made<{ warningId: string }>('desk', '/signals/enter', {
    id: 'I-1',
    kind: 'instruction',
    level: 'high',
    at: new Date().toISOString(),
    subject: { phone, name: '赵小云', place: '330206001' },
    text: '疑似被冒充客服诈骗',
  });
  foreign.warning = warningId;
  await made('desk', `/warnings/${warningId}/assign`, { version: 1, unit: station, person: east });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const loan = { warning: warningId, borrower: reader, purpose: 'read', until, reason: '学校协助劝阻' };
  foreign.loan = (await made<{ id: string }>('desk', '/loans', loan)).id;
  foreign.search = (
    await made<{ handle: string }>('desk', '/search', { value: phone, reason: '来电核对' })
  ).handle;
  const sessions = await tabs.desk?.get<{ id: string }[]>('/session/all');
  foreign.session = sessions?.body[0]?.id ?? '';
  const form = new FormData();
  form.append('file', new Blob(['第一行'], { type: 'text/plain' }), '记录.txt');
  const sent = await fetch(`${app.url}/api/v1/files?kind=warning&id=${warningId}`, {
    method: 'POST',
    headers: { cookie: tabs.desk?.cookie ?? '', 'x-csrf-token': tabs.desk?.csrf ?? '' },
    body: form,
  });
  expect(sent.status).toBe(201);
  foreign.file = ((await sent.json()) as { id: string }).id;
  foreign.notice = await idIn('notice');
  const view = {
    name: '自用',
    filter: {},
    sort: '-received',
    columns: ['no'],
    density: 'compact',
    shared: true,
  };
  foreign.view = (await made<{ id: string }>('east', '/views', view)).id;
  await furnishEnding();
  const { id: incident } = await made<{ id: string }>('east', '/incidents', { source: 'phone' });
  foreign.incident = incident;
  const post = await made<{ id: string }>('east-boss', '/shifts/posts', {
    unit: station,
    name: '值班岗',
    roundClock: true,
  });
  foreign.post = post.id;
  const later = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const shift = { post: post.id, person: east, role: 'A', startsAt: until, endsAt: later };
  foreign.shift = (await made<{ id: string }>('east-boss', '/shifts', shift)).id;
  const member = await made<{ id: string }>('east-boss', '/staff', {
    name: '周东',
    unit: station,
    post: '民警',
    phone: '13600001122',
  });
  foreign.staff = member.id;
  await made('east-boss', `/staff/${member.id}/entries`, {
    kind: 'training',
    title: '劝阻培训',
    fromDay: '2026-03-02',
  });
  foreign.entry = await idIn('staff_entry');
  const functions = endpoints.find(({ name }) => name === 'staff.appoint')?.call({}).body;
  await made('east-boss', '/staff/contacts', { ...functions, unit: station, member: member.id });
  foreign.contact = await idIn('staff_contact');
}

/** Ended as dissuaded, and found to be cheated when looking again. */
async function furnishEnding(): Promise<void> {
  const { warningId } = await made<{ warningId: string }>('desk', '/signals/enter', {
    id: 'I-2',
    kind: 'instruction',
    level: 'low',
    at: new Date().toISOString(),
    subject: { phone: '13600007799', place: '330206001' },
  });
  const act = (name: string, version: number, more: object = {}) =>
    made('east', `/warnings/${warningId}/${name}`, { version, ...more });
  await act('sign', 1);
  await act('contact', 2, { reached: true });
  await act('close', 3, { outcome: 'dissuaded' });
  foreign.followUp = await idIn('follow_up');
  await made('east', `/follow-ups/${foreign.followUp}/finish`, {
    version: 1,
    result: 'cheated',
    note: '转了三万',
  });
  foreign.review = await idIn('mandatory_review');
}

const ask = (tab: Browser, endpoint: IdEndpoint, ids: Record<string, string>) => {
  const { path, body } = endpoint.call(ids);
  return tab.send(endpoint.method, path, body).then(({ status, body: answer }) => ({ status, answer }));
};
/** The other ids of the same call, the same both times. */
const others = ({ ids }: IdEndpoint, field: string) =>
  Object.fromEntries(
    ids.filter((key) => key !== field).map((key) => [key, '01a1ffbf-5660-7e4d-ae24-6a933003da00']),
  );

/** The ids that were asked for are echoed by nobody; an answer that did would differ by them alone. */
const without = (answer: unknown, id: string) => JSON.stringify(answer).replaceAll(id, '<id>');

test('every id in the contract is compared or exempt with a reason', () => {
  const neither = endpoints.flatMap((endpoint) =>
    endpoint.ids
      .filter((field) => kindOf(endpoint, field) === undefined && reasonFor(endpoint, field) === undefined)
      .map((field) => `${endpoint.name}.${field}`),
  );
  expect(neither).toEqual([]);
  expect(cases.length).toBeGreaterThan(35);
  expect(kinds.filter((kind) => !cases.some((each) => each.kind === kind))).toEqual([]);
});

describe('somebody else’s record', () => {
  test.each(cases)(
    '$name answers as one that is not there',
    { timeout: 60_000 },
    async ({ endpoint, field, kind }) => {
      const rest = others(endpoint, field);
      for (const { name, tab } of strangers) {
        const unknown = crypto.randomUUID();
        const [theirs, none] = [
          await ask(tab, endpoint, { ...rest, [field]: foreign[kind] }),
          await ask(tab, endpoint, { ...rest, [field]: unknown }),
        ];
        expect(none.status, `${name} ${JSON.stringify(none.answer)}`).not.toBe(400);
        expect(none.status, name).toBeLessThan(500);
        const seen = { status: theirs.status, answer: without(theirs.answer, foreign[kind]) };
        expect(seen, name).toEqual({ status: none.status, answer: without(none.answer, unknown) });
      }
    },
  );

  test.each(['content', 'image'])('a file’s %s answers as one that is not there', async (how) => {
    for (const { name, tab } of strangers) {
      const get = async (id: string) => {
        const reply = await fetch(`${app.url}/api/v1/files/${id}/${how}`, {
          headers: { cookie: tab.cookie ?? '' },
        });
        return { status: reply.status, body: await reply.text() };
      };
      expect(await get(foreign.file), name).toEqual(await get(crypto.randomUUID()));
    }
  });
});

test('the records are real: for who owns them each kind answers otherwise', async () => {
  const owners = [tabs.desk, tabs['east-boss'], tabs.east] as Browser[];
  const silent: Kind[] = [];
  for (const kind of kinds) {
    let differs = false;
    for (const { endpoint, field } of cases.filter((each) => each.kind === kind)) {
      const rest = others(endpoint, field);
      for (const tab of differs ? [] : owners) {
        const own = await ask(tab, endpoint, { ...rest, [field]: foreign[kind] });
        const none = await ask(tab, endpoint, { ...rest, [field]: crypto.randomUUID() });
        differs ||= own.status !== none.status;
      }
    }
    if (!differs) silent.push(kind);
  }
  expect(silent).toEqual([]);
});
