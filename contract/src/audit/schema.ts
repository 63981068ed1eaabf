import * as z from 'zod';
import { cursorOf, id, instant, personRef, unitRef } from '../common.ts';

/** Who did or saw what (rules.md §10.3). */
export const auditRecord = z.object({
  id: z.number().int(),
  at: instant,
  /** null for the machine, or somebody unknown who tried. */
  actor: personRef.nullable(),
  unit: unitRef.nullable(),
  /** Room and past participle: 'vault.revealed'. */
  event: z.string(),
  ok: z.boolean(),
  /** An opaque handle: 'warning/…'; never an identifier of a citizen. */
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** In the chain; null until it is sealed, at most two seconds later. */
  position: z.number().int().nullable(),
});
export type AuditRecord = z.infer<typeof auditRecord>;

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** What of the log is asked for; from (inclusive) and before. */
export const auditFilter = z.object({
  from: instant.optional(),
  to: instant.optional(),
  /** A person, or 'none' for the machine and the unknown. */
  actor: z.union([id, z.literal('none')]).optional(),
  /** 'vault.revealed', or a whole room: 'vault'. */
  event: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$/)
    .max(100)
    .optional(),
  ok: flag.optional(),
  /** 'warning/…' or a bare uuid, as records carry it; anything else could be somebody's number in an address. */
  target: z.union([z.uuid(), z.string().regex(/^[a-z][a-z_-]*\/[0-9A-Za-z._-]+$/)]).optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** An instant as PostgreSQL prints it, and the record's number. */
const cursor = cursorOf(z.tuple([z.string().regex(printedInstant()), z.number().int()]));

/** Of records somebody altered too: far away, before Christ, or no instant at all. */
function printedInstant(): RegExp {
  const year = '(?!0000)(?:\\d{4,5}|1\\d{5}|2(?:[0-8]\\d|9[0-3])\\d{3})';
  const day =
    '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))';
  const time = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?';
  const zone = '[+-](?:0\\d|1[0-5])(?::[0-5]\\d){0,2}';
  return new RegExp(`^(?:${year}-${day} ${time}${zone}(?: BC)?|-?infinity)$`);
}

export const auditListQuery = auditFilter.extend({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditExportQuery = auditFilter.extend({ format: z.enum(['csv', 'ndjson']).default('csv') });

/** How far the chain over the records goes, and whether it goes on. */
export const auditState = z.object({
  /** Records in the chain. */
  sealed: z.number().int(),
  sealedAt: instant.nullable(),
  /** Written, but not chained yet. */
  unsealed: z.object({ count: z.number().int(), oldest: instant.nullable() }),
  /** Whether some process seals at this moment. */
  sealing: z.boolean(),
  /** The newest head of the chain that this node knows to be kept outside the database. */
  anchor: z.object({ position: z.number().int(), at: instant }).nullable(),
  /** When a sealer last found the chain cut or altered; then `lanzha audit verify` says where. */
  brokenAt: instant.nullable(),
});
export type AuditState = z.infer<typeof auditState>;
