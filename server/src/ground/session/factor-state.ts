import { type Role, roles } from '@lanzha/contract';

/** How it stands with a person's second factor. */
export interface FactorState {
  readonly enrolled: boolean;
  readonly required: boolean;
  /** Required and not enrolled: until when that may wait. */
  readonly dueAt: Date | null;
  /** It may not wait any longer: nothing but enrolling is allowed. */
  readonly mustEnrol: boolean;
}

/**
 * Whether the parameter `signin.totp` asks one of these roles for a second factor: `all`, `nobody`, or roles with commas
 * between. A value in which no role is recognised asks everybody: a slip of the pen must not open the door.
 */
export function factorRequired(value: string, held: readonly Role[]): boolean {
  const wanted = value.split(',').map((name) => name.trim());
  if (wanted.length === 1 && wanted[0] === 'nobody') return false;
  const named = roles.filter((role) => wanted.includes(role));
  return named.length === 0 || wanted.includes('all') || held.some((role) => named.includes(role));
}

/** @param askedAt first sign-in, from which the grace counts; null before it */
export function factorState(
  facts: { enrolled: boolean; required: boolean; askedAt: Date | null },
  graceMs: number,
  now: number,
): FactorState {
  const { enrolled, required, askedAt } = facts;
  if (enrolled || !required) return { enrolled, required, dueAt: null, mustEnrol: false };
  const dueAt = new Date((askedAt?.getTime() ?? now) + graceMs);
  return { enrolled, required, dueAt, mustEnrol: dueAt.getTime() <= now };
}
