import * as z from 'zod';
import { id, instant, personRef, words } from '../common.ts';
import { certainties } from '../terms.ts';

/** A parameter's name: room and words, `warning.urgent.contact`. */
export const paramCode = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+){1,5}$/);

/** Which values a parameter may take; a number in the parameter's own unit, which never changes. */
export const paramBounds = z.discriminatedUnion('type', [
  z.object({ type: z.literal('number'), min: z.number(), max: z.number(), whole: z.boolean() }),
  /** One of these; none at all: cannot be changed here. */
  z.object({ type: z.literal('choice'), options: z.array(z.string()) }),
  z.object({ type: z.literal('text'), longest: z.number().int(), example: z.string() }),
]);
export type ParamBounds = z.infer<typeof paramBounds>;

/** What a change may ask for. */
export const proposal = z.object({
  value: words(0, 200),
  /** From when it counts; absent: as soon as a second person has approved it. */
  from: instant.optional(),
  legalBasis: words(2, 200),
  certainty: z.enum(certainties),
  why: words(4, 500),
});

const versionStates = ['past', 'current', 'scheduled', 'withdrawn'] as const;

/** One version of a parameter; never changed once it is there. */
export const paramVersion = z.object({
  id: z.number().int(),
  code: paramCode,
  value: z.string(),
  unit: z.string(),
  legalBasis: z.string(),
  certainty: z.enum(certainties),
  /** null: since ever, delivered with the product. */
  from: z.string().nullable(),
  /** null: until a later version takes over. */
  to: z.string().nullable(),
  state: z.enum(versionStates),
  reviewedBy: z.string().nullable(),
  /** null: delivered with the product. */
  proposed: z.object({ by: personRef, at: z.string(), why: z.string() }).nullable(),
  /** `alone`: approved by the proposer with the code of the console. */
  approved: z.object({ by: personRef, at: z.string(), alone: z.boolean() }).nullable(),
  withdrawn: z.object({ by: personRef, at: z.string(), why: z.string() }).nullable(),
});
export type ParamVersion = z.infer<typeof paramVersion>;

export const param = z.object({
  code: paramCode,
  /** What it decides, in words; null for a parameter nobody described. */
  meaning: z.object({ zh: z.string(), en: z.string() }).nullable(),
  bounds: paramBounds,
  current: paramVersion,
  next: paramVersion.nullable(),
  /** The request for a change that waits for a second person. */
  pending: id.nullable(),
});
export type Param = z.infer<typeof param>;
