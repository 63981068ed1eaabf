import * as z from 'zod';
import { endpoint, personRef, unitRef } from '../common.ts';

const day = z.iso.date();

export const vaultFigure = z.object({
  day,
  unit: unitRef,
  person: personRef,
  /** Fields shown in clear. */
  reveals: z.number().int(),
  /** Searches by identifier or name. */
  searches: z.number().int(),
});
export type VaultFigure = z.infer<typeof vaultFigure>;

/** Who looked at how much, for the leader; why stands in the audit log. */
export const vault = {
  figures: endpoint
    .route({ method: 'GET', path: '/vault/figures', tags: ['vault'], summary: '查看明文与按号码查找的次数' })
    .input(z.object({ from: day.optional(), to: day.optional() }))
    .output(
      z.object({
        from: day,
        to: day,
        reveals: z.number().int(),
        searches: z.number().int(),
        /** Newest day first, then the most reveals. At most 500. */
        rows: z.array(vaultFigure),
      }),
    ),
};
