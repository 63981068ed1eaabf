import { randomUUID } from 'node:crypto';
import type { SearchKind, WarningSummary } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import {
  maskAccount,
  maskIdNo,
  maskName,
  maskPhone,
  normaliseName,
  sealReason,
  type Vault,
} from '../../ground/vault/index.ts';
import { listWarnings } from '../warnings/index.ts';
import { couldBe, detectKinds } from './detect-kinds.ts';
import { searchedTooOften } from './limit.ts';

export interface SearchDeps {
  readonly vault: Vault;
  readonly params: Params;
}

export interface Searching extends SearchDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

interface Handle {
  readonly handle: string;
  readonly kinds: SearchKind[];
  readonly masked: string;
  readonly expiresAt: string;
}

export interface SearchInput {
  readonly value: string;
  readonly kind?: SearchKind | undefined;
  readonly reason?: string | undefined;
}

type CreateRefusal =
  | Refusal<'NOT_AN_IDENTIFIER'>
  | Refusal<'MISSING', { field: string }>
  | Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>;

/**
 * Takes a value and gives a handle for it, whatever is there to be found: nobody learns from the answer, nor from the time
 * it takes, whether somebody is known outside the own scope. The audit record holds kinds and reason, not the value.
 */
export async function createSearch(at: Searching, input: SearchInput): Promise<Handle | CreateRefusal> {
  const { tx, actor, params, now } = at;
  const { value, kind, reason = '' } = input;
  const kinds = kind === undefined ? detectKinds(value) : couldBe(kind, value) ? [kind] : [];
  if (kinds.length === 0) return refuse('NOT_AN_IDENTIFIER');
  if (kinds[0] === 'name' && reason.length < 2) return refuse('MISSING', { field: 'reason' as string });
  if (await searchedTooOften(tx, actor.id, params, now))
    return refuse('TOO_MANY_REQUESTS', { retryAfter: 600 });
  const handle = randomUUID();
  const expiresAt = new Date(now.getTime() + params.milliseconds('search.handle.kept', now));
  const masked = masks[kinds[0] ?? 'account'](value.normalize('NFKC').trim());
  await tx.query(
    'INSERT INTO search_handle (id, person_id, kinds, keys, masked, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [handle, actor.id, kinds, kinds.map((one) => keyOf(at.vault, one, value)), masked, expiresAt],
  );
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'vault.searched',
    ok: true,
    target: `search/${handle}`,
    detail: {
      kinds,
      ...(reason === ''
        ? {}
        : { sealedReason: await sealReason(tx, at.vault, reason, `search/${handle}`, now) }),
    },
  });
  return { handle, kinds, masked, expiresAt: expiresAt.toISOString() };
}

interface Search {
  readonly kinds: SearchKind[];
  /** Blind indexes: what was sought never leaves this process. */
  readonly keys: string[];
  readonly masked: string;
  readonly expires: Date;
}

/** What a handle stands for; undefined for an expired or unknown one and for somebody else's. */
export async function findSearch(
  { tx, actor, now }: Pick<Searching, 'tx' | 'actor' | 'now'>,
  handle: string,
): Promise<Search | undefined> {
  const { rows } = await tx.query<Search>(
    `SELECT kinds, keys, masked, expires_at AS expires FROM search_handle
     WHERE id = $1 AND person_id = $2 AND expires_at > $3`,
    [handle, actor.id, now],
  );
  return rows[0];
}

/** The warnings a handle stands for, within the scope. Expired, unknown and somebody else's are one answer. */
export async function listFound(
  at: Searching,
  { handle, ...page }: { handle: string; cursor?: string | undefined; limit: number },
): Promise<
  | (Omit<Handle, 'handle'> & { items: WarningSummary[]; next: string | null; total: number })
  | Refusal<'EXPIRED'>
> {
  const found = await findSearch(at, handle);
  if (found === undefined) return refuse('EXPIRED');
  const { kinds, keys, masked, expires } = found;
  return {
    ...(await listWarnings(at, { ...page, indexed: keys })),
    kinds,
    masked,
    expiresAt: expires.toISOString(),
  };
}

export async function pruneSearches(tx: Tx): Promise<void> {
  await tx.query('DELETE FROM search_handle WHERE expires_at < now()');
}

function keyOf({ blindIndex, nameIndex }: Vault, kind: SearchKind, value: string): string {
  if (kind === 'name') return nameIndex(value);
  return blindIndex(kind, kind === 'account' ? value : value.replace(/[().]/g, ''));
}

const masks: Record<SearchKind, (value: string) => string> = {
  phone: (value) => maskPhone(value.replace(/^(?:\+?86|0086)[\s-]*(?=1)/, '')),
  idNo: (value) => maskIdNo(value.replace(/[\s-]/g, '')),
  account: (value) => maskAccount(value.replace(/\s/g, '')),
  name: (value) => maskName(normaliseName(value)),
};
