import type { Me } from '@lanzha/contract';

/** A refusal of the API: the status, the named code and the sentence for people. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(what: string, status: number, body: string) {
    super(`${what} → ${status} ${body}`);
    this.status = status;
    this.code = body.match(/"code":"([^"]+)"/)?.[1];
  }
}

/** A session over HTTP, as the web client has it: cookie and token for changes. */
export type Client = {
  me: Me;
  cookie: string;
  get<T>(path: string): Promise<T>;
  /** Throws Refused. */
  post<T>(path: string, body?: object): Promise<T>;
};

/** Calls an endpoint below /api/v1 without a session. */
export async function call<T>(url: string, method: string, path: string, body?: object): Promise<T> {
  return (await send(url, method, path, body, {})).value as T;
}

/** Signs in. Throws Refused. */
export async function signIn(url: string, username: string, password: string): Promise<Client> {
  const { value, cookie } = await send(url, 'POST', '/session', { username, password }, {});
  const me = value as Me;
  const headers = { cookie, 'x-csrf-token': me.csrf };
  return {
    me,
    cookie,
    get: async (path) => (await send(url, 'GET', path, undefined, headers)).value as never,
    post: async (path, body = {}) => (await send(url, 'POST', path, body, headers)).value as never,
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  body: object | undefined,
  headers: Record<string, string>,
): Promise<{ value: unknown; cookie: string }> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(`${method} ${path}`, response.status, text);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { value: text === '' ? null : JSON.parse(text), cookie: cookie.join('; ') };
}
