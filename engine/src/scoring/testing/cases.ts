import type { FraudType, SignalKind } from '@lanzha/contract';
import fc from 'fast-check';
import { countsOf, type History, historyOf, type SignalFacts } from '../facts.ts';
import { emptyState, recordEvent } from '../state.ts';

/** A minute in 2025. */
export const minute = 29_000_000;

/** The history of a subject to whom these things happened, in this order. */
export function after(...events: SignalFacts[]): History {
  const state = emptyState();
  for (const event of events) recordEvent(state, event.minute, countsOf(event));
  return historyOf([state], minute);
}

type Rest = Partial<SignalFacts>;
const make =
  (kind: SignalKind, usual: Rest) =>
  (rest: Rest = {}, ago = 0): SignalFacts => ({ kind, ...usual, ...rest, minute: minute - ago });

export const call = make('call', { from: '13800000000', seconds: 120 });
export const abroad = make('call', { from: '0085212345678', seconds: 900 });
export const altered = make('call', { from: '+86110', seconds: 900 });
export const sms = make('sms', { from: '13800000000' });
export const visit = make('visit', {});
export const install = make('install', { screenSharing: false });
export const transfer = make('transfer', { amount: 2_000_000, newPayee: true });
export const report = make('report', { already: 'unknown' });
export const instruction = make('instruction', { instructed: 'low' });

export const scam = (type: FraudType, score = 0.95): Rest => ({ text: { type, score } });
/** A message that looks like fraud of a type, some minutes ago. */
export const told = (type: FraudType, ago: number): SignalFacts => sms(scam(type), ago);

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const listed = maybe(fc.boolean());

/** Any signal at all, senseless ones included. */
export const anyFacts: fc.Arbitrary<SignalFacts> = fc.record({
  kind: fc.constantFrom<SignalKind>('sms', 'call', 'visit', 'install', 'transfer', 'report', 'instruction'),
  minute: fc.constant(minute),
  from: maybe(
    fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('0085212345678', '+86110', '000862110', '95588', '13800000000'),
    ),
  ),
  seconds: maybe(fc.oneof(fc.nat(1_000), fc.nat(100_000))),
  overseas: maybe(fc.boolean()),
  screenSharing: maybe(fc.boolean()),
  amount: maybe(fc.oneof(fc.nat(1_000_000), fc.nat())),
  newPayee: maybe(fc.boolean()),
  already: fc.constantFrom('not_cheated' as const, 'cheated' as const, 'unknown' as const),
  instructed: fc.constantFrom('urgent' as const, 'high' as const, 'middle' as const, 'low' as const),
  link: maybe(fc.boolean()),
  knownBadFrom: listed,
  knownBadPayee: listed,
  knownBadUrl: listed,
  knownBadApp: listed,
  knownGoodFrom: listed,
  knownGoodPayee: listed,
  knownGoodUrl: listed,
  knownGoodApp: listed,
  text: maybe(
    fc.record({
      type: fc.constantFrom('01', '02', '05', '08', '11', '99', null),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  ),
});

/** Things that happened in the 20 days before, oldest first. */
export const anyPast: fc.Arbitrary<SignalFacts[]> = fc
  .array(fc.tuple(anyFacts, fc.oneof(fc.nat(180), fc.nat(20 * 1_440))), { maxLength: 12 })
  .map((events) =>
    events
      .map(([facts, ago]) => ({ ...facts, minute: minute - ago }))
      .toSorted((a, b) => a.minute - b.minute),
  );
