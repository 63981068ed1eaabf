import { isDay } from './days.ts';

export const tabs = ['now', 'roster', 'past'] as const;
export type Tab = (typeof tabs)[number];
export type ShiftsSearch = {
  tab?: Exclude<Tab, 'now'>;
  post?: string;
  week?: string;
  q?: string;
  unseen?: true;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the address asks for; anything else is left out. */
export const readShiftsSearch = ({ tab, post, week, q, unseen }: Record<string, unknown>): ShiftsSearch => ({
  ...(tab === 'roster' || tab === 'past' ? { tab } : {}),
  ...(typeof post === 'string' && uuid.test(post) ? { post } : {}),
  ...(isDay(week) ? { week } : {}),
  ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
    ? { q: String(q).slice(0, 60) }
    : {}),
  ...(unseen === true ? { unseen } : {}),
});
