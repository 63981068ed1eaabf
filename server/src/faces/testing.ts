import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Me, Role, UnitKind } from '@lanzha/contract';
import { pino } from 'pino';
import { type ConfigInput, readConfig } from '../ground/config/index.ts';
import { type Db, machine, openDb } from '../ground/db/index.ts';
import { addPlaces, createPerson, createUnit } from '../ground/directory/index.ts';
import { completeInstallation } from '../ground/installation/index.ts';
import { hashPassword } from '../ground/passwords/index.ts';
import { isRefusal } from '../ground/refusal/index.ts';
import type { TestDatabase } from '../testing/database.ts';
import { type App, type AppOptions, createApp } from './app.ts';

/** A whole server on a database of its own, for tests that speak HTTP. */
export interface TestApp extends App {
  readonly db: Db;
  /** Lines of the log so far. */
  readonly log: string[];
}

export type TestAppOptions = ConfigInput & Pick<AppOptions, 'webRoot' | 'timeouts'>;

export async function startTestApp(
  database: TestDatabase,
  options: TestAppOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<TestApp> {
  const { webRoot, timeouts, ...config } = options;
  const data = await mkdtemp(join(tmpdir(), 'lanzha-app-'));
  const log: string[] = [];
  const app = await createApp({
    urls: database,
    config: readConfig({ port: 0, data, ...config }, env),
    logger: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
    ...(webRoot === undefined ? {} : { webRoot }),
    ...(timeouts === undefined ? {} : { timeouts }),
  }).catch(async (error: unknown) => {
    await rm(data, { recursive: true, force: true });
    throw error;
  });
  const db = openDb(database.app, { max: 4 });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await app.close();
    await db.close();
    await rm(data, { recursive: true, force: true });
  };
  return {
    ...app,
    db,
    log,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

export const testPassword = 'Sunny-river-2846';
export const county = { code: '330206', name: '北仑区' };
const places = [
  { code: '33', name: '浙江省', level: 1, parent: null },
  { code: '3302', name: '宁波市', level: 2, parent: '33' },
  { ...county, level: 3, parent: '3302' },
  { code: '330206001', name: '新碶街道', level: 4, parent: '330206' },
  { code: '330206002', name: '小港街道', level: 4, parent: '330206' },
];

/** A finished set-up without the set-up's own work: a centre and two stations. Answers unit ids by code. */
export async function furnish(db: Db): Promise<Record<'centre' | 'xinqi' | 'xiaogang', string>> {
  return db.inTransaction(machine, async (tx) => {
    await addPlaces(tx, places);
    const make = async (code: string, name: string, kind: UnitKind, place: string) => {
      const unit = await createUnit(tx, { code, name, kind, place });
      if (isRefusal(unit)) throw new Error(unit.code);
      return unit.id;
    };
    const units = {
      centre: await make('FZ', '北仑区反诈中心', 'anti_fraud_center', county.code),
      xinqi: await make('PS1', '新碶派出所', 'police_station', '330206001'),
      xiaogang: await make('PS2', '小港派出所', 'police_station', '330206002'),
    };
    await completeInstallation(tx, county.code);
    return units;
  });
}

const hashing = hashPassword(testPassword);

/** An account that may sign in with `testPassword`. @returns the person's id */
export async function addAccount(
  db: Db,
  account: { username: string; unit: string; roles: Role[]; mustChangePassword?: boolean },
): Promise<string> {
  const passwordHash = await hashing;
  const { username, unit, roles, mustChangePassword = false } = account;
  const person = await db.inTransaction(machine, (tx) =>
    createPerson(tx, { name: username, username, unit, roles, passwordHash, mustChangePassword }),
  );
  if (isRefusal(person)) throw new Error(person.code);
  return person.id;
}

export interface Reply<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** A browser of the tests: keeps the cookie, sends the token. */
export class Browser {
  readonly url: string;
  /** Where it seems to come from, for a server behind a proxy. */
  address: string | undefined;
  cookie: string | undefined;
  csrf: string | undefined;

  constructor(app: { url: string }) {
    this.url = app.url;
  }

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const response = await fetch(`${this.url}${path.startsWith('/api') ? '' : '/api/v1'}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(this.address === undefined ? {} : { 'x-forwarded-for': this.address }),
        ...(this.csrf === undefined ? {} : { 'x-csrf-token': this.csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie()[0]?.split(';')[0];
    if (set !== undefined) this.cookie = set;
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? null : JSON.parse(text)) as T,
    };
  }

  get<T>(path: string): Promise<Reply<T>> {
    return this.send('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<Reply<T>> {
    return this.send('POST', path, body);
  }

  async signIn(username: string, password = testPassword): Promise<Reply<Me>> {
    const reply = await this.post<Me>('/session', { username, password });
    if (reply.status === 200) this.csrf = reply.body.csrf;
    return reply;
  }
}
