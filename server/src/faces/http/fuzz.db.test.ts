import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { Browser, startTestApp, type TestApp } from '../testing.ts';
import { type Endpoint, endpointsOfContract } from './testing/endpoints.ts';
import { type FuzzCentre, known, openFuzzCentre } from './testing/fuzz-centre.ts';
import { hostileBodies, hostileText, hostileValue, typedNumber } from './testing/hostile-values.ts';
import { type RawReply, rawRequest } from './testing/raw-request.ts';
import { type Hints, valuesOf } from './testing/schema-values.ts';

// The same values at every run; another run: LANZHA_SEED=… , a longer one: LANZHA_FUZZ_RUNS=… .
const seed = Number(process.env.LANZHA_SEED ?? 20_261_121);
const runs = Number(process.env.LANZHA_FUZZ_RUNS ?? 8);
const database = await testDatabase();
// What makes something first, then what reads it, then what changes it.
const turn = ({ method, path }: Endpoint) =>
  method === 'GET' ? 1 : method === 'POST' && !path.includes('{') ? 0 : 2;
const endpoints = endpointsOfContract().sort((a, b) => turn(a) - turn(b));
let app: TestApp;
let centre: FuzzCentre;
let nobody: Browser;

beforeAll(async () => {
  console.info(`fuzz: LANZHA_SEED=${seed} LANZHA_FUZZ_RUNS=${runs}`);
  app = await startTestApp(database, { behindProxy: true });
  nobody = new Browser(app);
}, 60_000);
afterAll(async () => {
  await centre?.close();
  await app.close();
});

const leaks: readonly [string, RegExp][] = [
  ['a stack', /^\s*at .+:\d+|\bat \w+ \(|node:internal|node_modules|\.[mc]?[tj]s:\d+/m],
  [
    'words of the database',
    /violates|syntax error at|relation "|column "|invalid input syntax|duplicate key/i,
  ],
  ['SQL', /\bSELECT\s.+\bFROM\b|INSERT INTO|pg_catalog|token_hash|password_hash|scrypt\$/],
  ['a path of this machine', /\/(?:home|tmp|usr|var|root|work)\/[\w.-]+\/|root:x:/],
  ['somebody’s number', new RegExp(`${known.phone}|${known.idNo}|${known.account}`)],
];
/** Where a full value is the answer, to those who may and gave a reason. */
const reveals = new Set(['warnings.reveal', 'files.text']);
/** Tells the system administrator where the data lie and where to look. */
const tellsPaths = new Set(['operation.state']);

function faultsOf(name: string, { status, text, headers }: RawReply): string[] {
  const found = status >= 500 ? [`${status} ${text.slice(0, 200)}`] : [];
  for (const [what, pattern] of leaks)
    if (pattern.test(text) && !reveals.has(name) && !(tellsPaths.has(name) && what.startsWith('a path')))
      found.push(`${what}: ${pattern.exec(text)?.[0]}`);
  if (status > 0 && headers['x-content-type-options'] !== 'nosniff') found.push('no protecting headers');
  return found;
}

/** What stands in the log and should not, since it was last asked. */
function faultsOfLog(): string[] {
  const lines = app.log.splice(0);
  const told = new RegExp(`${typedNumber}|${known.phone}|${known.idNo}|${known.account}|${known.name}`);
  return lines
    .filter((line) => /"level":[56]0/.test(line) || told.test(line))
    .map((line) => line.slice(0, 600));
}

interface Asked {
  path: string;
  body?: string;
}

const part = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.isWellFormed() ? encodeURIComponent(text.slice(0, 3_000)) : '%ed%a0%80';
};

/** The members of an input where the endpoint expects them. */
function asked({ method, path }: Endpoint, input: unknown): Asked {
  const members: Record<string, unknown> =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : { rest: input };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = part(members[name] ?? 'x');
    delete members[name];
    return value === '' ? '%00' : value;
  });
  if (method !== 'GET') return { path: address, body: JSON.stringify(members) };
  const query = Object.entries(members).map(([name, value]) =>
    typeof value === 'object' && value !== null
      ? `${part(name)}[${part(Object.keys(value)[0] ?? '')}]=${part(Object.values(value)[0] ?? '')}`
      : `${part(name)}=${part(value)}`,
  );
  return { path: `${address}?${query.join('&')}`.slice(0, 12_000) };
}

function send(tab: Browser, method: string, { path, body }: Asked): Promise<RawReply> {
  const headers = {
    ...(tab.cookie === undefined ? {} : { cookie: tab.cookie }),
    ...(tab.csrf === undefined ? {} : { 'x-csrf-token': tab.csrf }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return rawRequest(app.url, method, `/api/v1${path}`, headers, body);
}

const oddQueries = [
  '?a[__proto__][polluted]=1&__proto__[polluted]=1',
  `?${'a[b]'.repeat(1_500)}=1`,
  '?limit[]=1&limit=2',
];
const oddBodies: readonly (string | undefined)[] = [undefined, ...hostileBodies];

/** Rows that a member may mean, by its name; an `id` by what stands before it in the address; else any row. */
function idsFor({ path }: Endpoint, tables: ReadonlyMap<string, readonly string[]>): Hints['ids'] {
  const parts = path.split('/');
  const before = parts[parts.findIndex((one) => one.startsWith('{')) - 1] ?? '';
  const any = [...tables.values()].flat();
  return (name) => {
    const one = name === 'id' ? before : name;
    return tables.get(tableOf[one] ?? one) ?? tables.get(one.replace(/s$/, '')) ?? any;
  };
}

const tableOf: Readonly<Record<string, string>> = {
  posts: 'duty_post',
  post: 'duty_post',
  staff: 'staff_member',
  member: 'staff_member',
  entries: 'staff_entry',
  contacts: 'staff_contact',
  instead: 'staff_contact',
  deliveries: 'delivery',
  holds: 'retention_hold',
  people: 'person',
  account: 'person',
  borrower: 'person',
  to: 'person',
  fromUnit: 'unit',
  handle: 'search_handle',
};

/** A change gets through only when it names the version that is there. */
async function nameVersion(value: unknown): Promise<void> {
  const members = value as Record<string, unknown>;
  if (typeof members?.id !== 'string' || members.version === undefined || centre === undefined) return;
  members.version = (await centre.versionOf(members.id)) ?? members.version;
}

/** Sends values of the endpoint's shape, and nearly of it, as everybody who may and somebody who may not. */
async function tryEndpoint(endpoint: Endpoint, tabs: readonly Browser[], count: number): Promise<string[]> {
  const { name, method, input } = endpoint;
  const ids = idsFor(endpoint, centre === undefined ? new Map() : await centre.ids());
  const sample = (hostile: boolean, numRuns: number) =>
    input === null ? [{}] : fc.sample(valuesOf(input, { ids, hostile }), { seed, numRuns });
  const good = sample(false, count);
  const some = [...good.slice(1), ...sample(true, count)];
  const faults: string[] = [];
  const ask = async (tab: Browser, question: Asked) => {
    const reply = await send(tab, method, question);
    const who = `as ${tabs.indexOf(tab)}`;
    for (const fault of faultsOf(name, reply))
      faults.push(`${name} ${who}: ${fault} ← ${JSON.stringify(question).slice(0, 300)}`);
    if (reply.status === 401 && tab.csrf !== undefined && tab !== nobody) await centre.revive(tab);
    return reply.status;
  };
  const may: Browser[] = [];
  for (const tab of tabs) {
    const status = await ask(tab, asked(endpoint, good[0]));
    if (status !== 401 && status !== 403) may.push(tab);
  }
  const then = may.length === 0 ? [tabs[0] as Browser] : may;
  for (const [n, value] of some.entries()) {
    if (n < good.length) await nameVersion(value);
    await ask(then[n % then.length] as Browser, asked(endpoint, value));
  }
  const { path } = asked(endpoint, good[0]);
  const bare = path.split('?')[0] ?? path;
  for (const tab of then.slice(0, 1))
    if (method === 'GET') for (const query of oddQueries) await ask(tab, { path: bare + query });
    else
      for (const body of oddBodies) await ask(tab, { path: bare, ...(body === undefined ? {} : { body }) });
  return [...faults, ...faultsOfLog().map((line) => `${name}: log ${line}`)];
}

test('the judge sees what it is there to see', () => {
  const headers = { 'x-content-type-options': 'nosniff' };
  const judged = (status: number, text: string) => faultsOf('some.thing', { status, text, headers }).length;
  expect(judged(200, '{"items":[],"message":"没有找到。"}')).toBe(0);
  for (const text of [
    'Error: x\n    at read (/srv/app/file.ts:3:1)',
    'duplicate key value violates unique constraint "unit_code"',
    'SELECT id FROM person',
    `/tmp/lanzha/keys`,
    known.idNo,
  ])
    expect(judged(400, text), text).toBeGreaterThan(0);
  expect(judged(500, '')).toBe(1);
  app.log.push(`{"level":30,"msg":"${typedNumber}"}`);
  expect(faultsOfLog().length).toBeGreaterThan(0);
});

describe('before the first set-up', () => {
  test.each(endpoints.filter(({ name }) => /^(setup|session)\./.test(name)))(
    '$name withstands whatever is sent',
    async (endpoint) => {
      expect(await tryEndpoint(endpoint, [nobody], 4)).toEqual([]);
    },
  );
});

describe('in a working centre', () => {
  beforeAll(async () => {
    centre = await openFuzzCentre(app, database);
    faultsOfLog();
  }, 60_000);

  test.each(endpoints)(
    '$name withstands whatever is sent',
    async (endpoint) => {
      expect(await tryEndpoint(endpoint, [...centre.tabs, nobody], runs)).toEqual([]);
    },
    60_000,
  );

  const plain: readonly [method: string, path: string][] = [
    ['GET', '/api/v1/audit/export'],
    ['GET', '/api/v1/staff/export'],
    ['GET', '/api/v1/live'],
    ['GET', '/api/v1/openapi.json'],
    ['GET', '/api/v1/files/{id}/content'],
    ['GET', '/api/v1/files/{id}/image'],
    ['POST', '/api/v1/files'],
    ['GET', '/healthz'],
    ['GET', '/readyz'],
    ['GET', '/metrics'],
    ['GET', '/'],
    ['GET', '/assets/{id}'],
  ];
  test.each(plain)('%s %s withstands whatever stands in address, headers and body', async (method, path) => {
    const texts = fc.sample(hostileText, { seed, numRuns: 2 * runs });
    const faults: string[] = [];
    for (const [n, text] of texts.entries()) {
      const tab = [...centre.tabs, nobody][n % (centre.tabs.length + 1)] as Browser;
      const address = path.replace('{id}', part(text) || 'x');
      const names = ['format', 'kind', 'id', 'from', 'q', 'unit', 'target', '__proto__[x]'];
      const query = method === 'POST' || n % 2 === 0 ? `?${names[n % names.length]}=${part(text)}` : '';
      const headers: Record<string, string> = {
        ...(tab.cookie === undefined ? {} : { cookie: tab.cookie }),
        ...(tab.csrf === undefined ? {} : { 'x-csrf-token': tab.csrf }),
        'last-event-id': part(text).slice(0, 500),
        range: `bytes=${n - 3}-${'9'.repeat(n)}`,
        accept: part(text).slice(0, 200),
      };
      const boundary = n % 3 === 0 ? '' : '; boundary=x';
      if (method === 'POST') headers['content-type'] = `multipart/form-data${boundary}`;
      const body = `--x\r\ncontent-disposition: form-data; name="file"; filename="${text.slice(0, 300)}"\r\n\r\n${text}`;
      const reply = await rawRequest(
        app.url,
        method,
        address + query,
        headers,
        method === 'POST' ? body : undefined,
      );
      if (reply.headers['content-type']?.includes('text/html')) continue; // the interface's own page
      faults.push(...faultsOf(path, reply).map((fault) => `${address.slice(0, 200)}${query}: ${fault}`));
    }
    expect([...faults, ...faultsOfLog()]).toEqual([]);
  });

  test('POST /signals withstands whatever stands in its lines', async () => {
    const input = endpoints.find(({ name }) => name === 'signals.enter')?.input ?? {};
    const values = fc.sample(fc.oneof(valuesOf(input, { ids: () => [], hostile: true }), hostileValue), {
      seed,
      numRuns: 10 * runs,
    });
    const lines = values.map((value) => JSON.stringify(value));
    const authorization = `Bearer ${centre.serviceKey}`;
    const bodies = [lines.join('\n'), ...hostileBodies, '\0\n\n{}\r\n', `${lines[0]}\n`.repeat(2_000)];
    const faults: string[] = [];
    for (const body of bodies)
      for (const type of ['application/x-ndjson', 'application/json', 'text/plain']) {
        const all = { authorization, 'content-type': type };
        const reply = await rawRequest(app.url, 'POST', '/api/v1/signals', all, body);
        faults.push(...faultsOf('signals', reply).map((fault) => `${type} ${body.slice(0, 80)}: ${fault}`));
      }
    for (const key of [
      '',
      'Bearer ',
      'Bearer x',
      `Bearer ${'x'.repeat(5_000)}`,
      "Bearer ' OR 1=1",
      'Basic Og==',
    ]) {
      const all = { authorization: key, 'content-type': 'application/json' };
      expect(await rawRequest(app.url, 'POST', '/api/v1/signals', all, '[]')).toMatchObject({ status: 401 });
    }
    expect([...faults, ...faultsOfLog()]).toEqual([]);
  });

  test('after all of it the server is well, and no object carries what was sent', async () => {
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await rawRequest(app.url, 'GET', '/readyz')).status).toBe(200);
    for (const tab of centre.tabs) expect([200, 401]).toContain((await tab.get('/session')).status);
  });
});
