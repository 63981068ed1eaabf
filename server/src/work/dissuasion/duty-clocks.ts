import { type ClockOrder, type ClockSpec, orderClocks } from '../../ground/clocks/index.ts';
import type { DissuasionDesk } from './desk.ts';

/** Kinds of subjects whose clocks this room keeps; one duty each. */
export const clockKinds = { followUp: 'follow_up', review: 'review' } as const;
type Kind = (typeof clockKinds)[keyof typeof clockKinds];

export interface Duty {
  readonly id: string;
  readonly unitId: string;
  readonly placeCode: string;
}

/** Around the clock, due at an instant, warned of when its time comes (`before` ms earlier). */
export const specOf = (params: Readonly<Record<string, string>>, due: Date, before: number): ClockSpec => ({
  calendar: 'always',
  params,
  due,
  prewarn: (span) => (before > 0 && span > before ? [before] : []),
  escalate: [],
});

type Asked = { readonly act: 'run'; readonly spec: ClockSpec } | { readonly act: 'meet' | 'cancel' };

export const orderOf = (kind: Kind, { id, unitId, placeCode }: Duty, asked: Asked): ClockOrder => ({
  kind,
  id,
  policy: `${kind}.due`,
  unitId,
  placeCode,
  ...asked,
});

export async function give({ tx, actor, now }: DissuasionDesk, orders: readonly ClockOrder[]): Promise<void> {
  await orderClocks(tx, orders, now, actor.id);
}
