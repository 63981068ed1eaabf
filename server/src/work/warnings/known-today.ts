import type { WarningDetail, WarningSummary } from '@lanzha/contract';
import type { Desk } from './desk.ts';
import { maskKnown, type PlainSubject } from './masking.ts';
import { knownBefore } from './subject.ts';

/** Whom each of these warnings is about, by all that is known today. */
export type KnownToday = ReadonlyMap<string, readonly PlainSubject[]>;

const columns = 'id, person, merged_into, key_id, subject_sealed';

/**
 * A name may come to be known after words that spell it were written down. What is known of a warning's person today
 * lies in this warning, in others of the same person, and in those that were merged with it.
 */
export async function knownToday(
  { tx, vault }: Pick<Desk, 'tx' | 'vault'>,
  warnings: readonly string[],
): Promise<KnownToday> {
  const { rows } = await tx.query<{ root: string; id: string; key_id: number; subject_sealed: Buffer }>({
    name: 'read-known-today',
    // Three searches by index: a join on three conditions at once reads all warnings for each of them.
    text: `WITH RECURSIVE kin AS (
             SELECT id AS root, ${columns} FROM warning WHERE id = ANY ($1::uuid[])
             UNION
             SELECT k.root, w.* FROM kin k, LATERAL (
               SELECT ${columns} FROM warning WHERE person = k.person
               UNION ALL SELECT ${columns} FROM warning WHERE merged_into = k.id
               UNION ALL SELECT ${columns} FROM warning WHERE id = k.merged_into) w)
           SELECT root, id, key_id, subject_sealed FROM kin`,
    values: [[...warnings]],
  });
  const known = new Map<string, PlainSubject[]>();
  for (const { root, ...row } of rows) {
    known.set(root, [...(known.get(root) ?? []), await knownBefore(tx, vault, row)]);
  }
  return known;
}

/** A row of the list with everything known today masked in its words. */
export function maskSummary<T extends WarningSummary>(row: T, known: KnownToday): T {
  const mask = masker(known.get(row.id));
  const { occupation } = row.subject;
  return {
    ...row,
    headline: mask(row.headline),
    source: mask(row.source),
    subject: { ...row.subject, occupation: occupation === null ? null : mask(occupation) },
  };
}

/** A warning with everything known today masked in reasons, evidence and history. */
export function maskDetail(detail: WarningDetail, known: KnownToday): WarningDetail {
  const mask = masker(known.get(detail.id));
  const reasons = (list: WarningDetail['reasons']) => list.map((one) => ({ ...one, text: mask(one.text) }));
  return {
    ...maskSummary(detail, known),
    reasons: reasons(detail.reasons),
    evidence: detail.evidence.map((one) => ({
      ...one,
      facts: one.facts.map(({ label, value }) => ({ label, value: mask(value) })),
      reasons: reasons(one.reasons),
    })),
    contacts: detail.contacts.map((contact) => ({
      ...contact,
      ...maskTold(contact, mask),
      basisWhy: contact.basisWhy === null ? null : mask(contact.basisWhy),
      earlier: contact.earlier.map((one) => ({ ...one, ...maskTold(one, mask), why: mask(one.why) })),
    })),
    followUps: detail.followUps.map((one) => ({ ...one, note: one.note === null ? null : mask(one.note) })),
    history: detail.history.map((entry) => ({
      ...entry,
      note: entry.note === null ? null : mask(entry.note),
      detail: Object.fromEntries(Object.entries(entry.detail).map(([key, value]) => [key, mask(value)])),
    })),
  };
}

/** The words of a contact. */
function maskTold(
  told: Pick<WarningDetail['contacts'][number], 'said' | 'statement' | 'present'>,
  mask: (text: string) => string,
) {
  const masked = (text: string | null) => (text === null ? null : mask(text));
  return { said: masked(told.said), statement: masked(told.statement), present: masked(told.present) };
}

const masker =
  (subjects: readonly PlainSubject[] = []) =>
  (text: string): string =>
    subjects.reduce(maskKnown, text);

/** Masks the people of these warnings in words about them that stand elsewhere. */
export async function maskerFor(
  desk: Pick<Desk, 'tx' | 'vault'>,
  warnings: readonly string[],
): Promise<(warningId: string, text: string | null) => string | null> {
  const known = await knownToday(desk, [...new Set(warnings)]);
  return (id, text) => (text === null ? null : masker(known.get(id))(text));
}
