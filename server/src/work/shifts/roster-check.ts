import type { ShiftRole } from '@lanzha/contract';

/** A shift on the roster; instants are milliseconds since 1970. */
export interface Span {
  readonly id: string;
  readonly person: string;
  /** Shifts of other desks are only looked at for their person. */
  readonly post: string;
  readonly role: ShiftRole;
  readonly from: number;
  readonly to: number;
}

export interface Clash {
  readonly shifts: [string, string];
  readonly why: 'role' | 'person';
  readonly from: number;
  readonly to: number;
}

/** The parts of the window in which nobody is planned as A, in order. */
export function findGaps(
  spans: readonly Pick<Span, 'role' | 'from' | 'to'>[],
  window: { readonly from: number; readonly to: number },
): { from: number; to: number }[] {
  const kept = spans.filter(({ role }) => role === 'A').toSorted((a, b) => a.from - b.from);
  const gaps: { from: number; to: number }[] = [];
  let covered = window.from;
  for (const { from, to } of kept) {
    if (from >= window.to) break;
    if (from > covered) gaps.push({ from: covered, to: from });
    covered = Math.max(covered, to);
  }
  if (covered < window.to) gaps.push({ from: covered, to: window.to });
  return gaps;
}

/** Pairs that cannot both be kept: two people in one role of a desk, or one person twice at a time. */
export function findClashes(spans: readonly Span[]): Clash[] {
  const inOrder = spans.toSorted((a, b) => a.from - b.from || a.to - b.to);
  return inOrder.flatMap((one, at) =>
    inOrder.slice(at + 1).flatMap((other): Clash[] => {
      const from = Math.max(one.from, other.from);
      const to = Math.min(one.to, other.to);
      if (from >= to) return [];
      const shifts: [string, string] = [one.id, other.id];
      if (one.person === other.person) return [{ shifts, why: 'person', from, to }];
      return one.post === other.post && one.role === other.role ? [{ shifts, why: 'role', from, to }] : [];
    }),
  );
}
