import type { Explained, ExplainedStored, Signal, SignalTrace } from '@lanzha/contract';
import { keepTrace, noHistory, openTrace } from '@lanzha/engine/scoring';
import {
  type CheckedLine,
  findReceipts,
  formerIdHash,
  idHasher,
  openSignals,
} from '../facts/signals/index.ts';
import { recordAudit } from '../ground/audit/index.ts';
import type { Tx } from '../ground/db/index.ts';
import type { Actor } from '../ground/directory/index.ts';
import type { Params } from '../ground/params/index.ts';
import { type Refusal, refuse } from '../ground/refusal/index.ts';
import type { Vault } from '../ground/vault/index.ts';
import {
  factsOf,
  historyBefore,
  identifiersOf,
  type Judges,
  readSubjects,
  type Subject,
  thresholdsAt,
} from '../work/deciding/index.ts';
import { searchedTooOften } from '../work/search/index.ts';
import { findTrace, levelAt } from '../work/warnings/index.ts';

export interface ExplainDeps extends Judges {
  readonly vault: Vault;
  readonly params: Params;
}

/** Where a question is asked: the transaction carries the person's scope. */
export interface Asking extends ExplainDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

type TooMany = Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>;

/** Why, or why not: judges a signal with what is known now and keeps nothing but that it was asked. */
export async function explainSignal(
  asking: Asking,
  { signal, at }: Pick<CheckedLine, 'signal' | 'at'>,
): Promise<Explained | TooMany> {
  const refused = await askedOnRecord(asking, signal);
  if (refused !== null) return refused;
  const rows = await knownRows(asking, signal);
  const late = asking.now.getTime() - at > asking.params.milliseconds('signal.late.limit');
  return {
    trace: judgeNow(asking, { signal, at }, rows, late),
    history: rows.length > 0 && !late ? 'used' : 'none',
  };
}

/** The same of a signal that came in: as its warning keeps it, else judged again. Outside the scope and unknown are one answer. */
export async function explainStored(
  asking: Asking,
  { id, source }: { id: string; source: string },
): Promise<ExplainedStored | Refusal<'NOT_FOUND'> | TooMany> {
  const refused = await askedOnRecord(asking, null);
  if (refused !== null) return refused;
  const { tx, vault } = asking;
  for (const receipt of await receiptsOf(asking, id, source)) {
    const { batchId, ord, warningId } = receipt;
    const [opened] = await openSignals(tx, vault, [{ batch: batchId, ord }]);
    if (opened === undefined) continue;
    const { signal } = opened;
    const at = Date.parse(signal.at);
    const kept = warningId === null ? undefined : await findTrace({ tx }, { warningId, batchId, ord });
    if (kept === undefined && !(await mayKnow(asking, signal))) continue;
    const trace = kept?.trace ?? null;
    return {
      kind: signal.kind,
      at: new Date(at).toISOString(),
      level: receipt.level === null ? null : levelAt(receipt.level),
      score: receipt.score,
      warning: kept?.warning ?? null,
      trace:
        trace === null
          ? judgeNow(asking, { signal, at }, await knownRows(asking, signal), false)
          : openTrace(trace),
      from: trace === null ? 'again' : 'kept',
    };
  }
  return refuse('NOT_FOUND');
}

/** Every question counts and is recorded as a search: it tells something of a person. */
async function askedOnRecord(
  { tx, actor, params, now }: Asking,
  signal: Signal | null,
): Promise<TooMany | null> {
  if (await searchedTooOften(tx, actor.id, params, now))
    return refuse('TOO_MANY_REQUESTS', { retryAfter: 600 });
  const { phone, idNo, account } = signal?.subject ?? {};
  const kinds = Object.entries({ phone, idNo, account }).flatMap(([kind, value]) =>
    value === undefined ? [] : [kind],
  );
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'vault.searched',
    ok: true,
    target: signal === null ? 'signals/explain-stored' : 'signals/explain',
    detail: signal === null ? {} : { kinds, kind: signal.kind },
  });
  return null;
}

function judgeNow(
  { texts, lists, params, now }: Asking,
  { signal, at }: Pick<CheckedLine, 'signal' | 'at'>,
  rows: readonly Subject[],
  late: boolean,
): SignalTrace {
  const { facts, hits } = factsOf({ signal, at, words: texts.judge(signal) }, lists);
  const history = late || rows.length === 0 ? noHistory : historyBefore(rows, facts.minute);
  return openTrace(keepTrace(facts, history, thresholdsAt(params, now), { listed: hits, late }));
}

/** The counts of the subject, as far as this person may know of it; none otherwise, as for somebody unknown. */
async function knownRows(asking: Asking, signal: Signal): Promise<Subject[]> {
  const rows = await rowsOf(asking, signal);
  const known = rows.filter(({ version }) => version !== null);
  return known.length > 0 && (await mayKnow(asking, signal)) ? known : [];
}

/** An account that comes alone stands for its owner. */
async function rowsOf({ tx, vault }: Asking, signal: Signal): Promise<Subject[]> {
  const identifiers = identifiersOf(vault, signal.subject);
  const rows = [...(await readSubjects(tx, new Map(identifiers.map((one) => [one.key, one])))).values()];
  const [only] = rows;
  if (rows.length > 1 || only === undefined || only.person === only.key) return rows;
  const { person: key, rank } = only;
  return [...(await readSubjects(tx, new Map([[key, { key, rank }]]))).values()];
}

/** A centre knows its county. Others know whom a warning in their scope is about, and whose signal names their place. */
async function mayKnow(asking: Asking, signal: Signal): Promise<boolean> {
  const { scope } = asking.actor;
  const place = scope.kind === 'person' ? scope.place : '';
  if (scope.kind === 'machine' || (place !== '' && place.length <= 6)) return true;
  if (place !== '' && signal.subject.place?.startsWith(place)) return true;
  const persons = (await rowsOf(asking, signal)).map(({ person }) => person);
  const { rowCount } = await asking.tx.query('SELECT FROM warning WHERE person = ANY ($1::uuid[]) LIMIT 1', [
    persons,
  ]);
  return (rowCount ?? 0) > 0;
}

/** Ids are unique within a unit and a source: whichever unit sent it. */
async function receiptsOf({ tx, vault }: Asking, id: string, source: string) {
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM unit');
  const key = vault.contentKey;
  const senders = rows.map((unit) => ({ unitId: unit.id, source }));
  const hashes = senders.flatMap((sender) => [idHasher(key, sender)(id), formerIdHash(key, sender, id)]);
  return [...(await findReceipts(tx, hashes)).values()];
}
