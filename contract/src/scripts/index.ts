import * as z from 'zod';
import { endpoint, instant, personRef, words } from '../common.ts';
import { fraudTypes } from '../terms.ts';

/** Characters of one SMS, counted as people count them. */
export const smsLength = 70;
const line = words(2, 300);
const lines = (least: number, most: number) => z.array(line).min(least).max(most);

/** What an officer reads out or asks, for one type of fraud. Nothing about a particular person. */
export const scriptText = z.object({
  /** Who speaks and how to check it, on the telephone and at the door. */
  call: words(10, 600),
  visit: words(10, 600),
  sms: words(10, 200).refine((text) => [...text].length <= smsLength, {
    error: `短信不超过 ${smsLength} 个字`,
  }),
  questions: lines(3, 5),
  /** What the other side will say next, and the answer to it. */
  refutations: z
    .array(z.object({ said: line, answer: line }))
    .min(1)
    .max(6),
  now: lines(2, 8),
  never: lines(1, 6),
  paid: lines(2, 8),
  /** Said otherwise, or besides, to these. */
  elder: lines(0, 4),
  student: lines(0, 4),
  finance: lines(0, 4),
});
export type ScriptText = z.infer<typeof scriptText>;
export const scriptAudiences = ['elder', 'student', 'finance'] as const;
export type ScriptAudience = (typeof scriptAudiences)[number];

export const script = z.object({
  type: z.enum(fraudTypes),
  text: scriptText,
  /** 0: as it came with the product, never changed. */
  version: z.number().int(),
  original: z.boolean(),
  changedAt: instant.nullable(),
  changedBy: personRef.nullable(),
});
export type Script = z.infer<typeof script>;

export const scriptVersion = z.object({
  version: z.number().int(),
  at: instant,
  author: personRef,
  why: z.string(),
  /** It went back to the text that came with the product. */
  reset: z.boolean(),
  text: scriptText,
});
export type ScriptVersion = z.infer<typeof scriptVersion>;

const changing = endpoint.errors({
  CHANGED: {
    status: 409,
    message: '这份话术刚被别人改过,已为您刷新。',
    data: z.object({ version: z.number().int(), by: z.string().nullable() }),
  },
});
const type = z.enum(fraudTypes);
const seen = { type, version: z.number().int().min(0), why: words(2, 200) };
const tags = ['scripts'];

export const scripts = {
  list: endpoint
    .route({ method: 'GET', path: '/scripts', tags, summary: '各类型的劝阻话术' })
    .output(z.array(script)),
  get: endpoint
    .route({ method: 'GET', path: '/scripts/{type}', tags, summary: '一个类型的劝阻话术' })
    .input(z.object({ type }))
    .output(script),
  versions: endpoint
    .route({ method: 'GET', path: '/scripts/{type}/versions', tags, summary: '一份话术的历次改动' })
    .input(z.object({ type }))
    .output(z.array(scriptVersion)),
  change: changing
    .route({ method: 'POST', path: '/scripts/{type}/change', tags, summary: '改写一份话术(原文保留)' })
    .input(z.object({ ...seen, text: scriptText }))
    .output(script),
  reset: changing
    .route({ method: 'POST', path: '/scripts/{type}/reset', tags, summary: '恢复随产品提供的话术' })
    .input(z.object(seen))
    .output(script),
};
