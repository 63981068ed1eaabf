import type { ApprovalPayload, Certainty, ParamBounds, ParamVersion } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import type { Vault } from '../vault/index.ts';
import { boundsOf, descending, fits } from './declared.ts';
import { type Span, standsAbove } from './in-order.ts';
import type { Params } from './params.ts';
import { findVersions, listVersions } from './versions.ts';
import { sealWhy } from './withdrawal-words.ts';

type Change = Extract<ApprovalPayload, { kind: 'params.change' }>;

export interface Proposal {
  readonly code: string;
  readonly value: string;
  readonly from?: string | undefined;
  readonly legalBasis: string;
  readonly certainty: Certainty;
}

/** What a second person will be asked to agree to: the new value beside the one it was proposed against. */
export async function draftChange(
  tx: Tx,
  input: Proposal,
  now: Date,
): Promise<
  | Change
  | Refusal<'NOT_FOUND'>
  | Refusal<'OUT_OF_BOUNDS', ParamBounds>
  | Refusal<'OUT_OF_ORDER'>
  | Refusal<'TOO_EARLY'>
> {
  const standing = await standingOf(tx, input.code, now);
  if (standing === null) return refuse('NOT_FOUND');
  const { current, next } = standing;
  const { unit } = current;
  const bounds = boundsOf(input.code, unit);
  const value = bounds.type === 'number' ? plainNumber(input.value) : input.value;
  if (!fits(input.code, unit, value)) return refuse('OUT_OF_BOUNDS', bounds);
  const from = input.from === undefined ? null : new Date(input.from);
  if (from !== null && from <= now) return refuse('TOO_EARLY');
  const added = { from: (from ?? now).getTime(), value: Number(value) };
  if (!(await staysInOrder(tx, input.code, now, { added }))) return refuse('OUT_OF_ORDER');
  return {
    kind: 'params.change',
    code: input.code,
    unit,
    before: { version: current.id, value: current.value, next: next?.id ?? null },
    value,
    from: from?.toISOString() ?? null,
    legalBasis: input.legalBasis,
    certainty: input.certainty,
  };
}

/**
 * How a change of a parameter is agreed on: the security administrator, who answers for policy, proposes; the leader,
 * who answers for the work, or a second security administrator approves (rules.md §10.3; decision 0029).
 */
export function paramChanges(params: Pick<Params, 'refresh'>) {
  return {
    requestAct: 'params.propose',
    approveAct: 'params.approve',
    pairNeeds: 'security_admin',
    event: 'params.changed',
    target: ({ code }: Change) => code,
    subject: () => null,
    detail: ({ before, value, from, certainty }: Change) => ({
      from: before.value,
      to: value,
      effective: from ?? 'approval',
      certainty,
    }),
    apply: applyChange,
    afterwards: () => params.refresh(),
  } as const;
}

type Stale = Refusal<'STALE', { why: 'changed' | 'gone' | 'too_late' | 'excluded' }>;

/** Adds the version that takes over. The ones before it stay as they are: whoever decided by them can be understood. */
async function applyChange(
  tx: Tx,
  change: Change,
  deed: { id: string; at: Date; approver: { name: string } },
): Promise<null | Stale> {
  const stale = (why: Stale['data']['why']): Stale => refuse('STALE', { why });
  const standing = await standingOf(tx, change.code, deed.at);
  if (standing === null) return stale('gone');
  const { current, next } = standing;
  if (current.id !== change.before.version || (next?.id ?? null) !== change.before.next)
    return stale('changed');
  if (!fits(change.code, current.unit, change.value)) return stale('excluded');
  const from = change.from === null ? deed.at : new Date(change.from);
  if (change.from !== null && from <= deed.at) return stale('too_late');
  const added = { from: from.getTime(), value: Number(change.value) };
  if (!(await staysInOrder(tx, change.code, deed.at, { added }))) return stale('excluded');
  await tx.query(
    `INSERT INTO rule_param (code, value, unit, legal_basis, certainty, effective_from, reviewed_by, approval_id)
     VALUES ($1, $2, $3, $4, $5, coalesce($6, transaction_timestamp()), $7, $8)`,
    [
      change.code,
      change.value,
      current.unit,
      change.legalBasis,
      change.certainty,
      change.from,
      deed.approver.name,
      deed.id,
    ],
  );
  return null;
}

/** Other nodes see a change within seconds; what is about to come into force there cannot be taken back any more. */
const marginMs = 60_000;

/**
 * Takes back a version that is not in force yet. One person may: it leaves everything as it is. Refused while another value that is
 * still to come counts on it.
 */
export async function withdrawVersion(
  tx: Tx,
  vault: Vault,
  actor: { id: string },
  input: { version: number; why: string },
  now: Date,
): Promise<ParamVersion | Refusal<'NOT_FOUND'> | Refusal<'TOO_LATE'> | Refusal<'OUT_OF_ORDER'>> {
  const { rows } = await tx.query<{ code: string; tooLate: boolean }>(
    `SELECT code, effective_from <= $2 AS "tooLate" FROM rule_param
     WHERE id = $1 AND NOT EXISTS (SELECT FROM rule_param_withdrawal w WHERE w.param_id = rule_param.id)`,
    [input.version, new Date(now.getTime() + marginMs)],
  );
  const found = rows[0];
  if (found === undefined) return refuse('NOT_FOUND');
  if (found.tooLate) return refuse('TOO_LATE');
  if (!(await staysInOrder(tx, found.code, now, { without: input.version }))) return refuse('OUT_OF_ORDER');
  const sealed = await sealWhy(tx, vault, input.version, input.why, now);
  const { rowCount } = await tx.query(
    'INSERT INTO rule_param_withdrawal (param_id, at, by, why_sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [input.version, now, actor.id, sealed],
  );
  const [version] = await findVersions(tx, [input.version], now);
  return rowCount === 1 && version !== undefined ? version : refuse('NOT_FOUND');
}

/** 090 and 90.0 are 90; what is no number stays as it was typed and fits nowhere. */
const plainNumber = (typed: string) =>
  Number.isFinite(Number(typed)) && typed !== '' ? String(Number(typed)) : typed;

/** Whether the thresholds of the levels still stand one above the other, now and whenever one of them is to change. */
async function staysInOrder(
  tx: Tx,
  code: string,
  now: Date,
  change: { added?: Span; without?: number },
): Promise<boolean> {
  const neighbours = descending.filter((pair) => (pair as readonly string[]).includes(code));
  if (neighbours.length === 0) return true;
  const spansOf = async (one: string): Promise<Span[]> => {
    const versions = (await listVersions(tx, now, one)).get(one) ?? [];
    const spans = versions
      .filter(({ id, withdrawn }) => withdrawn === null && id !== change.without)
      .map(({ from, value }) => ({
        from: from === null ? Number.NEGATIVE_INFINITY : Date.parse(from),
        value: Number(value),
      }))
      .reverse(); // oldest first
    return one === code && change.added !== undefined ? [...spans, change.added] : spans;
  };
  for (const [upper, lower] of neighbours)
    if (!standsAbove(await spansOf(upper), await spansOf(lower), now.getTime())) return false;
  return true;
}

async function standingOf(
  tx: Tx,
  code: string,
  at: Date,
): Promise<{ current: ParamVersion; next: ParamVersion | null } | null> {
  const versions = (await listVersions(tx, at, code)).get(code) ?? [];
  const current = versions.find(({ state }) => state === 'current');
  if (current === undefined) return null;
  return { current, next: versions.findLast(({ state }) => state === 'scheduled') ?? null };
}
