import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Outcome } from './deliveries.ts';
import { checkUrl, type HookRules, mayConnect } from './webhook-address.ts';

/** All addresses of a name. */
export type Resolver = (host: string) => Promise<readonly LookupAddress[]>;

export interface HookLimits {
  /** For the whole exchange, milliseconds. */
  readonly timeMs: number;
  /** Of the answer; the rest is not read. */
  readonly bytes: number;
}
const usualLimits: HookLimits = { timeMs: 10_000, bytes: 16_384 };
const systemResolver: Resolver = (host) => lookup(host, { all: true });

/**
 * One POST. The name is looked up once, every address of it is judged, and the connection goes to the address that was
 * judged: a name that changes its mind between the two gains nothing. Redirects are not followed. Never throws.
 */
export async function postHook(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  rules: HookRules,
  { resolver = systemResolver, limits = usualLimits }: { resolver?: Resolver; limits?: HookLimits } = {},
): Promise<Outcome> {
  const url = checkUrl(target, rules);
  if (typeof url === 'string') return { state: 'dead', reason: `refused.${url}` };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const signal = AbortSignal.timeout(limits.timeMs);
  const family = isIP(host);
  const found = family === 0 ? await orLate(resolver(host), signal) : [{ address: host, family }];
  const [first] = found;
  if (first === undefined) return { state: 'again', reason: 'hook.name' };
  if (!found.every(({ address }) => mayConnect(address, rules)))
    return { state: 'dead', reason: 'refused.address' };
  try {
    return judge(await exchange(url, first, headers, body, limits, signal));
  } catch (error) {
    return { state: 'again', reason: signal.aborted ? 'hook.timeout' : reasonOf(error) };
  }
}

function orLate(
  work: Promise<readonly LookupAddress[]>,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const late = new Promise<readonly LookupAddress[]>((resolve) =>
    signal.addEventListener('abort', () => resolve([]), { once: true }),
  );
  return Promise.race([work.catch(() => []), late]);
}

/** @returns the status; the answer's words are read to a bound and thrown away */
function exchange(
  url: URL,
  { address, family }: LookupAddress,
  headers: Readonly<Record<string, string>>,
  body: string,
  { bytes }: HookLimits,
  signal: AbortSignal,
): Promise<number> {
  const pinned: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = send(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: pinned,
        signal,
        maxHeaderSize: 8_192,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        let read = 0;
        const end = () => {
          resolve(answer.statusCode ?? 0);
          asked.destroy();
        };
        answer.on('data', (chunk: Buffer) => {
          read += chunk.length;
          if (read > bytes) end();
        });
        answer.on('end', end);
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** 408, 409, 425 and 429 ask to come again; other 4xx and every redirect will say the same next time. */
function judge(status: number): Outcome {
  if (status >= 200 && status < 300) return { state: 'sent' };
  const reason = `http.${status}`;
  if (status >= 300 && status < 400) return { state: 'dead', reason };
  const comeAgain = status >= 500 || status < 200 || [408, 409, 425, 429].includes(status);
  return { state: comeAgain ? 'again' : 'dead', reason };
}

function reasonOf(error: unknown): string {
  const code = String((error as { code?: unknown }).code ?? '');
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'hook.tls' : 'hook.connection';
}
