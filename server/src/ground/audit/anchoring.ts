import { describeError, type Logger } from '../http/index.ts';
import type { Params } from '../params/index.ts';
import { type Anchor, type AnchorSink, anchorLine, readAnchor } from './anchor.ts';
import type { Mac } from './mac.ts';
import type { Head } from './seals.ts';

export interface AnchoringDeps {
  readonly mac: Mac;
  readonly params: Params;
  readonly log: Logger;
  readonly sinks: readonly AnchorSink[];
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly clock?: () => number;
}

/** Carries heads of the chain out of the database. */
export interface Anchoring {
  /** When there is none yet, or the time or number of records since the last is reached (audit.anchor.*). */
  whenDue(head: Head): Promise<void>;
  /** Now, unless this head is anchored already. */
  now(head: Head): Promise<void>;
  /** The newest anchor this process knows of; from the start what its places keep. */
  latest(): Promise<Anchor | null>;
}

const retryMs = 30_000;

export function createAnchoring({ mac, params, log, sinks, clock = Date.now }: AnchoringDeps): Anchoring {
  let last: Anchor | null | undefined;
  let since = clock();
  let failedAt = Number.NEGATIVE_INFINITY;

  const latest = async () => {
    if (last === undefined) last = await newestKept(sinks, mac, log);
    return last;
  };
  const now = async (head: Head) => {
    if (head.position === 0 || head.mac === (await latest())?.mac) return;
    const { position, record, mac: headMac } = head;
    const anchor: Anchor = { position, record, mac: headMac, at: new Date(clock()).toISOString() };
    const line = anchorLine(mac, anchor);
    const kept = await Promise.all(sinks.map((sink) => keep(sink, anchor, line, log)));
    if (kept.includes(true)) [last, since] = [anchor, clock()];
    else failedAt = clock();
  };
  return {
    latest,
    now,
    async whenDue(head) {
      if (clock() - failedAt < retryMs) return;
      const known = await latest();
      const records = Math.abs(head.position - (known?.position ?? 0));
      const waited = clock() - since >= params.milliseconds('audit.anchor.every');
      if (known === null || waited || records >= params.number('audit.anchor.records')) await now(head);
    },
  };
}

async function keep(sink: AnchorSink, anchor: Anchor, line: string, log: Logger): Promise<boolean> {
  try {
    await sink.write(anchor, line);
    return true;
  } catch (error) {
    log.error({ to: sink.name, err: describeError(error) }, 'audit anchor not kept');
    return false;
  }
}

async function newestKept(sinks: readonly AnchorSink[], mac: Mac, log: Logger): Promise<Anchor | null> {
  const lines = await Promise.all(
    sinks.map(async (sink) => {
      try {
        return (await sink.last?.()) ?? null;
      } catch (error) {
        log.error({ to: sink.name, err: describeError(error) }, 'audit anchors cannot be read');
        return null;
      }
    }),
  );
  const anchors = lines.flatMap((line) => (line === null ? [] : (readAnchor(mac, line) ?? [])));
  return anchors.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null;
}
