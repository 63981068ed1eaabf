import * as z from 'zod';
import { endpoint, id, placeRef, unitRef, words } from '../common.ts';
import { acts, roles } from '../terms.ts';

/** How far a role reaches by itself; a single record may also be lent to it. */
export const reaches = ['place', 'unit', 'nothing'] as const;
export type Reach = (typeof reaches)[number];

const said = z.object({ zh: z.string(), en: z.string() });
/** One sentence and where it comes from: a row of practice, a paragraph of the rules. */
const because = z.object({ why: said, source: z.string() });

const matrixRole = because.extend({
  role: z.enum(roles),
  reach: z.enum(reaches),
  acts: z.array(z.enum(acts)),
  /** Roles that nobody may hold beside it. */
  excludes: z.array(z.enum(roles)),
  /** Accounts that hold it and are not disabled. */
  people: z.number().int(),
});
export type MatrixRole = z.infer<typeof matrixRole>;

const matrixAct = because.extend({ act: z.enum(acts), name: said });
export type MatrixAct = z.infer<typeof matrixAct>;

const holder = z.object({
  id,
  name: z.string(),
  unit: unitRef,
  roles: z.array(z.enum(roles)),
  acts: z.array(z.enum(acts)),
  /** What the person sees of the business: a place with all below it, units, or nothing but what is lent. */
  place: placeRef.nullable(),
  units: z.array(unitRef),
  /** Warnings that are lent to this person now. */
  lent: z.number().int(),
});
export type Holder = z.infer<typeof holder>;

export const matrixEndpoints = {
  matrix: endpoint
    .route({
      method: 'GET',
      path: '/directory/matrix',
      tags: ['directory'],
      summary: '岗位与权限对照,含依据',
    })
    .output(z.object({ roles: z.array(matrixRole), acts: z.array(matrixAct) })),
  holders: endpoint
    .route({
      method: 'GET',
      path: '/directory/matrix/people',
      tags: ['directory'],
      summary: '谁在这里可以做这件事',
    })
    .input(
      z.object({
        act: z.enum(acts).optional(),
        role: z.enum(roles).optional(),
        q: words(0, 60).optional(),
      }),
    )
    .output(z.array(holder)),
};
