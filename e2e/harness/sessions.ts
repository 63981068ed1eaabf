import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import type { Account } from './centre.ts';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

const kept = new Map<string, Cookies>();

/**
 * Signs the context in, with the session of an earlier window of the same account while it lives: the server limits
 * how often one may sign in, and waits are not what journeys are about.
 */
export async function signInContext(context: BrowserContext, url: string, account: Account): Promise<void> {
  const key = `${url} ${account.username}`;
  const cookies = kept.get(key);
  if (cookies !== undefined) {
    await context.addCookies(cookies);
    if ((await context.request.get('/api/v1/session')).ok()) return;
    await context.clearCookies();
  }
  await signInAnew(context, account);
  kept.set(key, await context.cookies());
}

async function signInAnew(context: BrowserContext, { username, password }: Account): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const response = await context.request.post('/api/v1/session', { data: { username, password } });
    if (response.ok()) return;
    if (response.status() !== 429 || tries === 10) {
      throw new Error(`sign-in of ${username} → ${response.status()} ${await response.text()}`);
    }
    await sleep(Number(response.headers()['retry-after'] ?? 1) * 1000);
  }
}
