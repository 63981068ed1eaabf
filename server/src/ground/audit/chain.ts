import type { Tx } from '../db/index.ts';
import type { Logger } from '../http/index.ts';
import type { Anchoring } from './anchoring.ts';
import type { Mac } from './mac.ts';
import { recordAudit } from './record.ts';
import { nothingSince, sameHead, sealWindow, type Window, windowAfter, windowSince } from './round.ts';
import { findMacAt, type Head, noHead, type Snapshot, takeSnapshot } from './seals.ts';

export interface ChainDeps {
  readonly mac: Mac;
  readonly log: Logger;
  readonly anchoring: Anchoring;
}

/** The chain as its one sealer knows it: the end stays in memory, so that nobody shortens the table unnoticed. */
export interface Chain {
  head(): Head;
  /** Begins where the table ends, after comparing it with what is remembered and anchored. */
  takeOver(tx: Tx): Promise<void>;
  /** Seals what was committed since the last look. */
  round(tx: Tx): Promise<void>;
}

export function createChain({ mac, log, anchoring }: ChainDeps): Chain {
  let head = noHead;
  let window: Window & { whole?: boolean } = { from: 0n, open: [] };
  let anySigned = false;

  return {
    head: () => head,
    async takeOver(tx) {
      const anchor = await anchoring.latest();
      const snapshot = await takeSnapshot(tx);
      for (const end of anchor === null ? [head] : [head, anchor]) {
        if (end.position === 0 || (await findMacAt(tx, end.position)) === end.mac) continue;
        await tellBroken(tx, end.position, snapshot.head.position);
        break;
      }
      begin(snapshot);
      anySigned = await hasSigned(tx);
      await anchoring.now(head); // what a process that was killed could not do
    },
    async round(tx) {
      const snapshot = await takeSnapshot(tx);
      if (!sameHead(head, snapshot.head)) {
        await anchoring.now(head); // the proof of what was there goes outside first
        await tellBroken(tx, head.position, snapshot.head.position);
        begin(snapshot);
      }
      if (nothingSince(window, snapshot)) return anchoring.whenDue(head);
      for await (const sealed of sealWindow(tx, mac, head, window, snapshot)) {
        head = sealed.head;
        tellUnsigned(sealed.unsigned);
        anySigned ||= sealed.unsigned.length < sealed.count;
        await anchoring.whenDue(head);
      }
      window = windowSince(snapshot);
    },
  };

  function begin(snapshot: Snapshot): void {
    head = snapshot.head;
    window = windowAfter(snapshot);
  }

  /** Sealing goes on: what comes must not stay unprotected because of what was done to the past. */
  async function tellBroken(tx: Tx, expected: number, found: number): Promise<void> {
    log.fatal({ expected, found }, 'audit chain was cut or altered: run lanzha audit verify');
    const detail = { expected, found };
    await recordAudit(tx, { actor: null, unitId: null, event: 'audit.broken', ok: false, detail });
  }

  function tellUnsigned(records: readonly string[]): void {
    if (anySigned && records.length > 0)
      log.error({ records }, 'audit records that this system did not write: run lanzha audit verify');
  }
}

async function hasSigned(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM audit_seal WHERE signed LIMIT 1');
  return rowCount === 1;
}
