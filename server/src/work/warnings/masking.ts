import type { Reason, Signal, WarningSummary } from '@lanzha/contract';
import { maskAccount, maskIdNo, maskName, maskPhone, maskText } from '../../ground/vault/index.ts';

/** Who a warning is about, in clear: lives only sealed (purpose `warnings`, context `warning/<id>`). */
export interface PlainSubject {
  name?: string | undefined;
  phone?: string | undefined;
  idNo?: string | undefined;
  account?: string | undefined;
  age?: number | undefined;
  occupation?: string | undefined;
}

export type MaskedSubject = WarningSummary['subject'];

export function maskSubject(subject: PlainSubject): MaskedSubject {
  const masked = (value: string | undefined, mask: (value: string) => string) =>
    value === undefined ? null : storable(mask(value));
  return {
    name: masked(subject.name, maskName),
    phone: masked(subject.phone, maskPhone),
    idNo: masked(subject.idNo, maskIdNo),
    account: masked(subject.account, maskAccount),
    age: subject.age ?? null,
    occupation: masked(subject.occupation, (words) => maskAbout(words, subject)),
  };
}

/** What is known of a person from several signals: a member once known is kept, later signals fill the gaps. */
export function knownOf(subjects: readonly (PlainSubject | Signal['subject'])[]): PlainSubject {
  const known: PlainSubject = {};
  for (const { name, phone, idNo, account, age, occupation } of subjects) {
    known.name ??= name;
    known.phone ??= phone;
    known.idNo ??= idNo;
    known.account ??= account;
    known.age ??= age;
    known.occupation ??= occupation;
  }
  return known;
}

/** A person's own name and identifiers masked wherever they are spelt out. */
export function maskKnown(text: string, subject: PlainSubject): string {
  return maskNameIn(maskIdentifiersIn(text, subject), subject);
}

function maskIdentifiersIn(text: string, { idNo, account, phone }: PlainSubject): string {
  let safe = text;
  if (account !== undefined) safe = safe.replaceAll(account, maskAccount(account));
  if (idNo !== undefined) safe = safe.replaceAll(idNo, maskIdNo(idNo));
  if (phone !== undefined) safe = safe.replaceAll(phone, maskPhone(phone));
  return safe;
}

function maskNameIn(text: string, { name }: PlainSubject): string {
  return name !== undefined && name.length >= 2 ? text.replaceAll(name, maskName(name)) : text;
}

/** Free text for answers: numbers masked, and the person's own name and identifiers wherever they are spelt out. */
export function maskAbout(text: string, subject: PlainSubject): string {
  let safe = maskIdentifiersIn(text, subject);
  // Masking takes separators away, so that what is left may itself read as a number.
  for (let masked = maskText(safe); masked !== safe; masked = maskText(safe)) safe = masked;
  return storable(maskNameIn(safe, subject));
}

export function maskReasons(reasons: readonly Reason[], subject: PlainSubject): Reason[] {
  return reasons.map((r) => ({ ...r, code: storable(r.code), text: maskAbout(r.text, subject) }));
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; one such character must not fail a whole batch. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
