import { type ContactFunction, contactFunctions } from '@lanzha/contract';

export const tabs = ['people', 'contacts', 'attention'] as const;
export type Tab = (typeof tabs)[number];
export type StaffSearch = {
  tab?: Exclude<Tab, 'people'>;
  q?: string;
  unit?: string;
  duty?: ContactFunction;
  state?: 'left' | 'all';
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the address asks for; anything else is left out. */
export const readStaffSearch = ({ tab, q, unit, duty, state }: Record<string, unknown>): StaffSearch => {
  const known = contactFunctions.find((one) => one === duty);
  return {
    ...(tab === 'contacts' || tab === 'attention' ? { tab } : {}),
    ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
      ? { q: String(q).slice(0, 60) }
      : {}),
    ...(typeof unit === 'string' && uuid.test(unit) ? { unit } : {}),
    ...(known === undefined ? {} : { duty: known }),
    ...(state === 'left' || state === 'all' ? { state } : {}),
  };
};

/** What the list and the export are asked for. */
export const toFilter = ({ q, unit, duty, state }: StaffSearch) => ({
  ...(q === undefined ? {} : { q }),
  ...(unit === undefined ? {} : { unit }),
  ...(duty === undefined ? {} : { function: duty }),
  ...(state === undefined ? {} : { state }),
});
