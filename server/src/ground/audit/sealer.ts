import type pg from 'pg';
import type { Db } from '../db/index.ts';
import { describeError, type Logger } from '../http/index.ts';
import type { Params } from '../params/index.ts';
import type { Anchor, AnchorSink } from './anchor.ts';
import { createAnchoring } from './anchoring.ts';
import { createChain } from './chain.ts';
import { openMac } from './mac.ts';
import { createPause } from './pause.ts';
import { takeSealerLock } from './sealer-lock.ts';

export interface SealerDeps {
  /** Its records must be signed (`signAuditRecords`). */
  readonly db: Db;
  /** `MasterKeys.audit`. */
  readonly key: Buffer;
  readonly params: Params;
  readonly log: Logger;
  readonly sinks: readonly AnchorSink[];
  /** How often it looks for new records. */
  readonly pollMs?: number;
}

/** One for each process; of all processes on one database, one at a time seals. */
export interface AuditSealer {
  /** Whether this process is the one that seals now. */
  isSealing(): boolean;
  /** The newest anchor that this process knows of. */
  latestAnchor(): Promise<Anchor | null>;
  /** Seals what is there, writes an anchor, lets another process take over. */
  stop(): Promise<void>;
}

const standbyMs = 1_000;
const boundOfStopMs = 10_000;

/** Starts at once and needs no waiting for: a database that is away is tried again. */
export function openAuditSealer({ db, key, params, log, sinks, pollMs = 500 }: SealerDeps): AuditSealer {
  const mac = openMac(key);
  const anchoring = createAnchoring({ mac, params, log, sinks });
  const chain = createChain({ mac, log, anchoring });
  const pause = createPause();
  let stopping = false;
  let client: pg.PoolClient | null = null;

  async function lead(tx: pg.PoolClient): Promise<void> {
    await chain.takeOver(tx);
    for (;;) {
      const last = stopping;
      await chain.round(tx);
      if (last) return anchoring.now(chain.head());
      await pause.wait(pollMs);
    }
  }
  async function run(): Promise<void> {
    while (!stopping) {
      try {
        client = await takeSealerLock(db);
        if (client !== null) await lead(client);
      } catch (error) {
        log.error({ err: describeError(error) }, 'audit sealing interrupted');
      } finally {
        letGo();
      }
      if (!stopping) await pause.wait(standbyMs);
    }
  }
  /** Ends the session and with it the lock. */
  function letGo(): void {
    const held = client;
    client = null;
    held?.release(true);
  }
  const running = run();
  return {
    isSealing: () => client !== null,
    latestAnchor: () => anchoring.latest(),
    async stop() {
      stopping = true;
      pause.end();
      const bound = new Promise<void>((resolve) => setTimeout(resolve, boundOfStopMs).unref());
      await Promise.race([running, bound]);
      letGo(); // a database that does not answer must not keep the process
    },
  };
}
