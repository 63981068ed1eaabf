import { oc } from '@orpc/contract';
import * as z from 'zod';

// A page's policy forbids eval: zod would try it out once, and each try is a reported violation.
if ('document' in globalThis) z.config({ jitless: true });

/** Instants travel as ISO 8601 with a zone, years 2000 to 2100 (what lies outside is a typing error); the server answers UTC. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((value) => /^20\d\d-/.test(value) && !Number.isNaN(Date.parse(value)), {
    error: '年份应在 2000 到 2099 之间',
  });

// Controls but tab and line ends, zero-width letters and marks of direction: they look like nothing and count as something.
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;

/** What a person types: without invisible letters and blanks around it. Bounds count what is left. */
export const words = (min: number, max: number) =>
  z
    .string()
    .overwrite((value) => value.replace(invisible, '').trim())
    .min(min)
    .max(max);
export const id = z.uuid();
/** Official place code: 2 (province), 4 (city), 6 (county), 9 (town) or 12 (village) digits. */
export const placeCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/);

const badCursor = { error: '翻页位置不对,请从第一页重新开始' };
/** Where a page ended, as the answer before gave it; not for reading. */
export const cursor = z
  .string()
  .max(200)
  .refine((value) => /^[\w-]+$/.test(value), badCursor);
/** A cursor that carries members of this shape, as JSON in base64url. */
export const cursorOf = (shape: z.ZodType) =>
  cursor.refine((value) => shape.safeParse(membersOf(value)).success, badCursor);

function membersOf(value: string): unknown {
  try {
    return JSON.parse(atob(value.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

export const placeRef = z.object({ code: placeCode, name: z.string() });
export const unitRef = z.object({ id, name: z.string() });
export const personRef = z.object({ id, name: z.string() });

/** Refusals that any signed-in endpoint may answer. Each carries one sentence for people. */
export const baseErrors = {
  UNAUTHORIZED: { status: 401, message: '请先登录。' },
  FORBIDDEN: {
    status: 403,
    message: '您的岗位没有这项权限。',
    data: z.object({ act: z.string(), roles: z.array(z.string()) }).optional(),
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    message: '操作过于频繁,请稍后再试。',
    data: z.object({ retryAfter: z.number() }).optional(),
  },
} as const;

export const notFound = { NOT_FOUND: { status: 404, message: '没有找到,或不在您的范围内。' } } as const;

/** Of lists that look for words: identifiers stand in no address, and who looks for a person is on record. */
export const wordsOnly = {
  IDENTIFIER_IN_LIST: {
    status: 422,
    message: '号码、证件号和账号不能在列表里查,请到“查找”页面按号码查找。',
  },
} as const;

/** Every endpoint starts here: base errors declared, more added by the endpoint. */
export const endpoint = oc.errors(baseErrors);
/** Endpoints before sign-in. */
export const openEndpoint = oc.errors({ TOO_MANY_REQUESTS: baseErrors.TOO_MANY_REQUESTS });
