import type { Approval, Person, Role, Unit } from '@lanzha/contract';
import { type Client, call, signIn } from './client.ts';
import { type Server, startServer } from './server.ts';

export type Account = { username: string; password: string };

/** A centre that has done its first set-up, with people who can sign in. */
export type Centre = Server & {
  admin: Account;
  /** The security administrator, who agrees to what the system administrator asks for. */
  security: Account;
  officer: Account;
  signIn(account: Account): Promise<Client>;
  /**
   * Makes a person whose roles two people agreed on and who has already changed the first password. `unit` is the name of
   * a unit; the centre by default.
   */
  addPerson(person: { name: string; username: string; roles: Role[]; unit?: string }): Promise<Account>;
  units(): Promise<Unit[]>;
  /** A key of an outside system for a unit (its code). */
  addKey(options?: { unit?: string; source?: string; allow?: string[] }): Promise<string>;
  /** Sends signals with a key; answers one line for each. */
  send(key: string, signals: readonly object[]): Promise<Record<string, unknown>[]>;
};

const county = '330206';
const centerName = '北仑区反诈中心';
const firstPassword = 'First-set-7391';
const password = 'Sunny-river-2846';

/** Starts the product on a fresh database and does the first set-up with the code it printed. */
export async function startCentre(): Promise<Centre> {
  const server = await startServer();
  try {
    return await setUpCentre(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Does the first set-up of a server that waits for it. */
export async function setUpCentre(server: Server): Promise<Centre> {
  const { url, setupCode } = server;
  if (setupCode === null) throw new Error(`lanzha serve printed no 设置码\n${server.log()}`);
  const admin = { username: 'admin', password };
  const security = { username: 'security', password };
  const officer = { username: 'zhangmin', password };
  await call(url, 'POST', '/setup', {
    code: setupCode,
    county,
    centerName,
    stationsByTown: true,
    admin: { name: '王管理', ...admin },
    security: { name: '赵安全', ...security },
    officer: { name: '张敏', ...officer },
  });
  const [asAdmin, asSecurity] = [
    await signIn(url, 'admin', password),
    await signIn(url, 'security', password),
  ];
  const units = () => asAdmin.get<Unit[]>('/directory/units');
  const findUnit = async (name: string) => {
    const all = await units();
    const found = all.find((unit) => unit.name === name || unit.code === name);
    if (found === undefined) throw new Error(`no unit ${name}: ${all.map((unit) => unit.name).join(', ')}`);
    return found;
  };
  return {
    ...server,
    admin,
    security,
    officer,
    signIn: (account) => signIn(url, account.username, account.password),
    units,
    addPerson: async ({ unit = centerName, ...person }) => {
      const { id } = await findUnit(unit);
      const account = { ...person, unit: id, password: firstPassword };
      const { pending } = await asAdmin.post<Person>('/directory/people', account);
      const { version } = await asSecurity.get<Approval>(`/approvals/${pending?.id}`);
      await asSecurity.post<Approval>(`/approvals/${pending?.id}/approve`, { version });
      const client = await signIn(url, person.username, firstPassword);
      await client.post('/session/password', { current: firstPassword, next: password });
      return { username: person.username, password };
    },
    addKey: async ({ unit, source = '测试来源', allow = ['signals:write', 'signals:explain'] } = {}) => {
      const { code } = await findUnit(unit ?? centerName);
      const rights = ['--allow', allow.join(',')];
      const answer = await server.lanzha('keys', 'create', '--unit', code, '--source', source, ...rights);
      const { key } = JSON.parse(answer) as { key: string };
      return key;
    },
    send: async (key, signals) => {
      const response = await fetch(`${url}/api/v1/signals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
        body: signals.map((signal) => JSON.stringify(signal)).join('\n'),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`POST /signals → ${response.status} ${text}`);
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
