import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresLaunchError } from './errors.ts';
import type { PostgresLog } from './events.ts';
import type { Launched } from './launch.ts';

export interface Supervision {
  current(): Launched;
  /** Ends the watch, not the server; waits for a restart that is under way. */
  end(): Promise<void>;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 30_000;
/** A server that ran this long is not in a circle of crashes. */
const CALM_MS = 60_000;

/**
 * Starts the server again whenever it ends without being asked to, at once the first time, then at
 * growing distances, for ever: a full disk that somebody clears must not need a second person.
 */
export function supervise(
  first: Launched,
  relaunch: (aborted: AbortSignal) => Promise<Launched>,
  log: PostgresLog,
): Supervision {
  const end = new AbortController();
  const ended = new Promise<undefined>((resolve) => {
    end.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let current = first;

  async function watch(): Promise<void> {
    let retryInMs = FIRST_RETRY_MS;
    for (;;) {
      const since = Date.now();
      const exit = await Promise.race([current.server.exited, ended]);
      if (exit === undefined || end.signal.aborted) return;
      if (Date.now() - since > CALM_MS) retryInMs = FIRST_RETRY_MS;
      log({ kind: 'crashed', pid: current.server.pid, exit, retryInMs });
      for (;;) {
        await sleep(retryInMs, undefined, { signal: end.signal }).catch(() => {});
        if (end.signal.aborted) return;
        retryInMs = Math.min(retryInMs * 2, LONGEST_RETRY_MS);
        try {
          current = await relaunch(end.signal);
          break;
        } catch (error) {
          if (end.signal.aborted) return;
          const sentence = error instanceof PostgresLaunchError ? error.message : String(error);
          log({ kind: 'restart-failed', sentence, retryInMs });
        }
      }
    }
  }

  const watching = watch();
  return {
    current: () => current,
    end: async () => {
      end.abort();
      await watching;
    },
  };
}
