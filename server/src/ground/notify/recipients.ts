import type { NoticeKind, Role } from '@lanzha/contract';
import { usualChannels } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';

/** One person, everybody of a unit, or those of a unit who hold a role. */
export type Recipient =
  | { readonly person: string }
  | { readonly unit: string; readonly role?: Role }
  | { readonly role: Role };

export interface Reached {
  personId: string;
  /** Shown in the centre of notices; false: by mail only. */
  shown: boolean;
}

/** Who is meant, each once, without disabled accounts; with what they want of this kind. */
export async function findRecipients(
  tx: Tx,
  to: readonly Recipient[],
  kind: NoticeKind,
  urgent: boolean,
): Promise<Reached[]> {
  const usual = usualChannels[kind];
  const { rows } = await tx.query<Reached>({
    name: 'find-notice-recipients',
    text: `SELECT p.id AS "personId", $4 OR coalesce(w.in_app, $5) AS shown
           FROM person p LEFT JOIN notice_preference w ON w.person_id = p.id AND w.kind = $6
           WHERE p.disabled_at IS NULL AND EXISTS (
             SELECT FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS t (person, unit, role)
             WHERE (t.person IS NULL OR t.person = p.id) AND (t.unit IS NULL OR t.unit = p.unit_id)
               AND (t.role IS NULL OR t.role = ANY (p.roles)))`,
    values: [
      to.map((one) => ('person' in one ? one.person : null)),
      to.map((one) => ('unit' in one ? one.unit : null)),
      to.map((one) => ('role' in one ? (one.role ?? null) : null)),
      urgent,
      usual.inApp,
      kind,
    ],
  });
  return rows;
}
