import type { ApprovalPayload, KeyRight } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import { isRefusal, type Refusal, refuse } from '../refusal/index.ts';
import { getServiceKey, hashOfKey, newSecret, readRanges, type ServiceKeyRow } from './service-keys.ts';
import { unitExists } from './units.ts';

type KeyGrant = Extract<ApprovalPayload, { kind: 'keys.grant' }>;
type Stale = Refusal<'STALE', { why: 'gone' | 'too_late' }>;

/** What the handler is told of the approval. */
interface Deed {
  readonly id: string;
  readonly at: Date;
  readonly requester: string;
}

export interface WantedKey {
  /** Code of the unit. */
  readonly unit: string;
  readonly source: string;
  readonly allow: readonly KeyRight[];
  readonly allowFrom: readonly string[];
  /** ISO instant. */
  readonly expiresAt?: string | undefined;
}

/** What another person is asked to agree to. */
export async function draftKey(
  tx: Tx,
  { unit, source, allow, allowFrom, expiresAt }: WantedKey,
): Promise<
  KeyGrant | Refusal<'UNKNOWN_UNIT'> | Refusal<'BAD_RANGE', { range: string }> | Refusal<'ALREADY_EXPIRED'>
> {
  const ranges = readRanges(allowFrom);
  if (isRefusal(ranges)) return ranges;
  const ends = expiresAt === undefined ? null : new Date(expiresAt);
  if (ends !== null && ends.getTime() <= Date.now()) return refuse('ALREADY_EXPIRED');
  const { rows } = await tx.query<{ id: string; name: string }>(
    'SELECT id, name FROM unit WHERE code = $1 AND closed_at IS NULL',
    [unit],
  );
  if (rows[0] === undefined) return refuse('UNKNOWN_UNIT');
  return {
    kind: 'keys.grant',
    unit: rows[0],
    source,
    allow: [...new Set(allow)],
    allowFrom: ranges,
    expiresAt: ends?.toISOString() ?? null,
  };
}

/**
 * How a key is agreed on: a right like those of people, so by the same pair (rules.md §10.3; decision 0029). The approval
 * makes the key without a secret: nobody but the asker ever sees one, and only once.
 */
export function keyApprovals(params: Pick<Params, 'milliseconds'>) {
  return {
    'keys.grant': {
      requestAct: 'keys.manage',
      approveAct: 'rights.approve',
      pairNeeds: 'security_admin',
      event: 'key.granted',
      page: '/service-keys',
      target: ({ unit, source }: KeyGrant) => `${unit.id}/${source}`,
      subject: () => null,
      detail: ({ unit, source, allow, allowFrom, expiresAt }: KeyGrant) => ({
        unit: unit.id,
        source,
        allow,
        allowFrom,
        expiresAt,
      }),
      async apply(tx: Tx, grant: KeyGrant, { id, at, requester }: Deed): Promise<null | Stale> {
        const { unit, source, allow, allowFrom, expiresAt } = grant;
        if (!(await unitExists(tx, unit.id))) return refuse('STALE', { why: 'gone' });
        if (expiresAt !== null && Date.parse(expiresAt) <= at.getTime())
          return refuse('STALE', { why: 'too_late' });
        const until = new Date(at.getTime() + params.milliseconds('keys.fetch.within', at));
        await tx.query(
          `INSERT INTO service_key (unit_id, source, allow, allow_from, expires_at, created_by, approval_id, fetch_until)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [unit.id, source, allow, allowFrom, expiresAt, requester, id, until],
        );
        return null;
      },
    },
  } as const;
}

/** Makes the secret of a granted key for who asked for it: told this once, stored as its hash only. */
export async function fetchServiceKey(
  tx: Tx,
  id: string,
  by: string,
): Promise<
  | (ServiceKeyRow & { secret: string })
  | Refusal<'NOT_FOUND'>
  | Refusal<'NOT_YOURS'>
  | Refusal<'NOT_TO_FETCH', { state: ServiceKeyRow['state'] }>
> {
  const { rowCount } = await tx.query('SELECT FROM service_key WHERE id = $1 FOR UPDATE', [id]);
  if (rowCount !== 1) return refuse('NOT_FOUND');
  const { state, createdBy } = await getServiceKey(tx, id);
  if (createdBy?.id !== by) return refuse('NOT_YOURS');
  if (state !== 'granted') return refuse('NOT_TO_FETCH', { state });
  const secret = newSecret();
  await tx.query('UPDATE service_key SET key_hash = $2 WHERE id = $1 AND key_hash IS NULL', [
    id,
    hashOfKey(secret),
  ]);
  return { ...(await getServiceKey(tx, id)), secret };
}
