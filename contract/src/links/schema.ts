import * as z from 'zod';
import { cursorOf, id, instant, personRef, words } from '../common.ts';

/** What a known value is. Telephones and accounts are personal: kept sealed, shown masked. */
export const linkKinds = ['phone', 'account', 'url_host', 'app'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** `bad` is evidence; `good` is never evidence (features.md, links). */
export const linkVerdicts = ['bad', 'good'] as const;
export type LinkVerdict = (typeof linkVerdicts)[number];

/** Only what is active acts on judgements. */
export const linkStates = ['active', 'expired', 'lifted'] as const;
export type LinkState = (typeof linkStates)[number];

export const linkActs = ['add', 'change', 'lift', 'restore', 'object', 'answer'] as const;

export const linkObjection = z.object({
  id,
  at: instant,
  by: personRef,
  why: z.string(),
  answered: z.object({ by: personRef, at: instant, answer: z.string() }).nullable(),
});

export const link = z.object({
  id,
  kind: z.enum(linkKinds),
  verdict: z.enum(linkVerdicts),
  /** Masked when it is personal. */
  value: z.string(),
  personal: z.boolean(),
  source: z.string(),
  note: z.string(),
  state: z.enum(linkStates),
  /** null: came with the product. */
  addedBy: personRef.nullable(),
  addedAt: instant,
  /** null: does not expire; only a known-good value may. */
  expiresAt: instant.nullable(),
  /** Objections nobody has answered. */
  objections: z.number().int(),
  version: z.number().int(),
});
export type Link = z.infer<typeof link>;

export const linkDetail = link.extend({
  /** Its value has been destroyed because its time was over. */
  forgotten: z.boolean(),
  objected: z.array(linkObjection),
  history: z.array(
    z.object({
      id,
      at: instant,
      act: z.enum(linkActs),
      actor: personRef.nullable(),
      why: z.string(),
      detail: z.record(z.string(), z.string()),
    }),
  ),
});
export type LinkDetail = z.infer<typeof linkDetail>;

const why = words(4, 300);
const value = words(3, 300);
export const linkInput = z.object({
  kind: z.enum(linkKinds),
  verdict: z.enum(linkVerdicts),
  value,
  source: words(2, 60),
  note: words(0, 200).default(''),
  /** Demanded for a known-bad value: nothing stands for ever (rules.md §11 U4). */
  expiresAt: instant.optional(),
  why,
});
export type LinkInput = z.input<typeof linkInput>;

const cursor = cursorOf(
  z.tuple([z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith('0000')), z.uuid()]),
);
export const linkQuery = z.object({
  kind: z.enum(linkKinds).optional(),
  verdict: z.enum(linkVerdicts).optional(),
  state: z.enum(linkStates).default('active'),
  /** Only those with an objection nobody has answered. */
  objected: z.union([z.boolean(), z.stringbool()]).optional(),
  /** Words of source, note, host or app; numbers are looked for by POST. */
  q: words(0, 60).optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LinkQuery = z.input<typeof linkQuery>;

export const linkPage = z.object({
  items: z.array(link),
  next: cursor.nullable(),
  total: z.number().int(),
});

const versioned = { id, version: z.number().int() };
export const linkChange = z.object({
  ...versioned,
  source: words(2, 60),
  note: words(0, 200),
  expiresAt: instant.nullable(),
  why,
});
export const linkAct = z.object({ ...versioned, why });

/** A list as it was pasted from a spreadsheet, or a workbook. Common members hold for lines that say nothing themselves. */
export const linkImport = z
  .object({
    text: z.string().max(700_000).optional(),
    /** xlsx or csv, base64. */
    file: z.base64().max(900_000).optional(),
    kind: z.enum(linkKinds).optional(),
    verdict: z.enum(linkVerdicts),
    source: words(2, 60),
    expiresAt: instant.optional(),
    why,
    /** Only check, keep nothing. */
    dryRun: z.boolean().default(false),
  })
  .refine(({ text, file }) => (text === undefined) !== (file === undefined), {
    error: '请粘贴名单或选择一个文件，二者取一',
  });
export const linkImported = z.object({
  accepted: z.number().int(),
  /** Stand in the list already. */
  known: z.number().int(),
  rejected: z.array(z.object({ line: z.number().int(), field: z.string().nullable(), error: z.string() })),
});
export type LinkImported = z.infer<typeof linkImported>;
