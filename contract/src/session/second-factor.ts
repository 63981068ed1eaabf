import * as z from 'zod';

/** How it stands with a person's second factor. `dueAt`: until when it may wait; `mustEnrol`: it may not wait any longer. */
export const secondFactor = z.object({
  enrolled: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  required: z.boolean(),
  dueAt: z.string().nullable(),
  mustEnrol: z.boolean(),
});

/** Only after the password was right. `used`: the code was right, but works once only. */
export const totpRefusal = {
  TOTP_WRONG: { status: 401, message: '动态码不对。', data: z.object({ used: z.boolean() }) },
} as const;

export const passwordRefusal = { WRONG_CREDENTIALS: { status: 401, message: '口令不对。' } } as const;

export const factorRefusals = {
  ALREADY_ENROLLED: { status: 409, message: '已经启用了动态码。要换手机,请先停用。' },
  NOT_ENROLLED: { status: 409, message: '还没有启用动态码。请从头开始。' },
} as const;
