import * as z from 'zod';
import { endpoint, id, instant, notFound, personRef } from '../common.ts';
import { contactFailures, contactResults } from '../dissuasion/index.ts';
import { loan } from '../loans/index.ts';
import { contactMethods, signalKinds } from '../terms.ts';
import { maskedSubject, warningSummary } from '../warnings/index.ts';

/** One time that somebody reached for the person of a warning, or met them, and what was said. */
const personContact = z.object({
  warning: z.object({ id, no: z.number().int() }),
  at: instant,
  by: personRef.nullable(),
  method: z.enum(contactMethods),
  reached: z.boolean(),
  failed: z.enum(contactFailures).nullable(),
  result: z.enum(contactResults).nullable(),
  /** What the person was told, and what they said; numbers and known names masked. */
  told: z.string().nullable(),
  answered: z.string().nullable(),
});
export type PersonContact = z.infer<typeof personContact>;

const signalCount = z.object({
  kind: z.enum(signalKinds),
  /** Of the last days, the newest last. */
  byDay: z.array(z.number().int()),
  total: z.number().int(),
});

/** The person of a warning, as far as the own scope reaches (rules.md §10.1: masked; §11 U6: nobody else). */
const personView = z.object({
  /** The warning through which the person was asked for. */
  warning: id,
  subject: maskedSubject,
  /** Newest first, at most fifty. */
  warnings: z.array(warningSummary),
  total: z.number().int(),
  /** How many more lie outside the scope; nothing is told of them. */
  outside: z.number().int(),
  contacts: z.array(personContact),
  signals: z.object({ days: z.number().int(), until: instant, kinds: z.array(signalCount) }),
  /** Nobody is sent to this person until then, after a false alarm. */
  quiet: z.object({ until: instant, by: personRef }).nullable(),
  loans: z.array(loan),
});
export type PersonView = z.infer<typeof personView>;

const foundPerson = z.object({
  /** The newest warning of the person: their page is opened through it. */
  warning: id,
  subject: maskedSubject,
  warnings: z.number().int(),
  lastReceivedAt: instant,
});
export type FoundPerson = z.infer<typeof foundPerson>;

/** A person has no id of their own outside: a warning in sight, or a search, leads to them. */
export const people = {
  get: endpoint
    .route({
      method: 'GET',
      path: '/people/{id}',
      tags: ['people'],
      summary: '一条预警的当事人:历次预警、联系、告知',
    })
    .errors(notFound)
    .input(z.object({ id }))
    .output(personView),
  found: endpoint
    .route({ method: 'GET', path: '/people/found/{handle}', tags: ['people'], summary: '一次查找里的人' })
    .errors({ EXPIRED: { status: 404, message: '这次查找已过期,请重新查找。' } })
    .input(z.object({ handle: id }))
    .output(z.array(foundPerson)),
};
