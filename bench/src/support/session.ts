/** Somebody who is signed in, as the web client has it: cookie and token. */
export class Session {
  private readonly url: string;
  private readonly headers: Record<string, string>;

  private constructor(url: string, headers: Record<string, string>) {
    this.url = url;
    this.headers = headers;
  }

  /** @throws when the sign-in is refused */
  static async open(url: string, username: string, password: string): Promise<Session> {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`sign-in of ${username}: ${response.status} ${text}`);
    const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    const { csrf } = JSON.parse(text) as { csrf: string };
    return new Session(url, { cookie: cookie.join('; '), 'x-csrf-token': csrf });
  }

  get<T>(path: string): Promise<T> {
    return this.ask('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.ask('POST', path, JSON.stringify(body));
  }

  private async ask<T>(method: string, path: string, body?: string): Promise<T> {
    const headers =
      body === undefined ? this.headers : { ...this.headers, 'content-type': 'application/json' };
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
