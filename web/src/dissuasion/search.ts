import { type FollowUpView, followUpViews } from '@lanzha/contract';

export const tabs = ['followups', 'transfers', 'reviews', 'quiet'] as const;
export type Tab = (typeof tabs)[number];
export type DissuasionSearch = {
  tab?: Exclude<Tab, 'followups'>;
  view?: Exclude<FollowUpView, 'due'>;
  mine?: true;
  closed?: true;
};

/** What the address asks for; anything else is left out. */
export const readDissuasionSearch = (raw: Record<string, unknown>): DissuasionSearch => {
  const tab = tabs.find((one) => one === raw.tab);
  const view = followUpViews.find((one) => one === raw.view);
  return {
    ...(tab === undefined || tab === 'followups' ? {} : { tab }),
    ...(view === undefined || view === 'due' ? {} : { view }),
    ...(raw.mine === true ? { mine: true } : {}),
    ...(raw.closed === true ? { closed: true } : {}),
  };
};
