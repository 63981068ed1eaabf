import type { Account, Centre } from '../../e2e/harness.ts';
import { withEnds } from './ends.ts';
import {
  found,
  namesakes,
  personOf,
  richestWarning,
  withAuditor,
  withExplained,
  withHold,
  withIncident,
  withKeys,
  withLinks,
  withLoans,
  withRequests,
  withShift,
  withStaff,
  withViews,
} from './furnish.ts';

/** A page to look at. `as` is who looks; a path may need what the centre holds. */
export type Screen = {
  name: string;
  path: string | ((centre: Centre) => Promise<string>);
  as: 'nobody' | 'officer' | 'admin' | 'security' | 'auditor' | 'analyst';
  /** Taken before the first set-up is done. */
  beforeSetUp?: true;
};

/** Every page of the interface. A new page gets a row here; then it is on the contact sheet and checked by axe. */
export const screens: readonly Screen[] = [
  { name: 'setup', path: '/setup', as: 'nobody', beforeSetUp: true },
  { name: 'sign-in', path: '/sign-in', as: 'nobody' },
  { name: 'warnings', path: '/warnings', as: 'officer' },
  { name: 'warning', path: richestWarning, as: 'officer' },
  { name: 'warnings-empty', path: '/warnings?state=closed', as: 'officer' },
  { name: 'warning-ended', path: withEnds(''), as: 'officer' },
  { name: 'dissuasion', path: withEnds('/dissuasion?view=waiting'), as: 'officer' },
  { name: 'dissuasion-empty', path: '/dissuasion', as: 'officer' },
  { name: 'dissuasion-transfers', path: withEnds('/dissuasion?tab=transfers'), as: 'officer' },
  { name: 'dissuasion-reviews', path: withEnds('/dissuasion?tab=reviews'), as: 'officer' },
  { name: 'dissuasion-quiet', path: withEnds('/dissuasion?tab=quiet'), as: 'officer' },
  { name: 'search', path: '/search', as: 'officer' },
  { name: 'search-found', path: found, as: 'officer' },
  { name: 'search-expired', path: '/search/019483aa-0000-7000-8000-000000000000', as: 'officer' },
  { name: 'lists', path: withViews('/lists'), as: 'officer' },
  {
    name: 'lists-filtered',
    path: withViews('/lists?level=urgent,high&state=open&sort=level,due&q=%E5%B9%B3%E5%8F%B0'),
    as: 'officer',
  },
  { name: 'lists-empty', path: '/lists?outcome=duplicate', as: 'officer' },
  { name: 'person', path: personOf, as: 'officer' },
  { name: 'people-found', path: namesakes, as: 'officer' },
  { name: 'tasks', path: '/tasks', as: 'officer' },
  { name: 'retention', path: withHold, as: 'security' },
  { name: 'directory', path: '/directory', as: 'admin' },
  { name: 'people', path: withRequests('/directory?tab=people'), as: 'admin' },
  { name: 'params', path: withRequests('/params'), as: 'security' },
  { name: 'params-unverified', path: '/params?only=unverified', as: 'officer' },
  { name: 'approvals', path: withRequests('/approvals'), as: 'security' },
  { name: 'approvals-mine', path: withRequests('/approvals?view=mine'), as: 'security' },
  { name: 'approvals-empty', path: '/approvals?view=mine', as: 'admin' },
  { name: 'notify', path: '/notify', as: 'officer' },
  { name: 'notify-settings', path: '/notify?tab=settings', as: 'officer' },
  { name: 'notify-deliveries', path: '/notify?tab=deliveries', as: 'admin' },
  { name: 'notify-webhooks', path: '/notify?tab=webhooks', as: 'admin' },
  { name: 'zeroing', path: withExplained('/zeroing'), as: 'officer' },
  { name: 'zeroing-past', path: '/zeroing?tab=past', as: 'officer' },
  { name: 'board', path: '/board', as: 'officer' },
  { name: 'board-records', path: '/board/records?figure=open', as: 'officer' },
  { name: 'shifts', path: withShift('/shifts'), as: 'officer' },
  { name: 'shifts-roster', path: withShift('/shifts?tab=roster'), as: 'officer' },
  { name: 'shifts-past', path: withShift('/shifts?tab=past'), as: 'officer' },
  { name: 'staff', path: withStaff('/staff'), as: 'officer' },
  { name: 'staff-attention', path: withStaff('/staff?tab=attention'), as: 'officer' },
  { name: 'staff-contacts', path: withStaff('/staff?tab=contacts'), as: 'officer' },
  { name: 'staff-member', path: withStaff(''), as: 'officer' },
  { name: 'password', path: '/password', as: 'officer' },
  { name: 'second-factor', path: '/second-factor', as: 'officer' },
  { name: 'account', path: '/account', as: 'officer' },
  { name: 'service-keys', path: withKeys('/service-keys'), as: 'admin' },
  { name: 'approvals-keys', path: withKeys('/approvals'), as: 'security' },
  { name: 'notices-of-approvals', path: withKeys('/notify'), as: 'security' },
  { name: 'places', path: '/directory?tab=places', as: 'admin' },
  { name: 'operation', path: '/operation', as: 'admin' },
  { name: 'operation-jobs', path: '/operation?tab=jobs', as: 'admin' },
  { name: 'audit', path: withAuditor('/audit'), as: 'auditor' },
  { name: 'audit-filtered', path: withAuditor('/audit?event=session&ok=no'), as: 'auditor' },
  { name: 'loans', path: withLoans('/loans?view=lent'), as: 'officer' },
  { name: 'loans-empty', path: '/loans', as: 'officer' },
  { name: 'matrix', path: '/matrix', as: 'security' },
  { name: 'matrix-filtered', path: '/matrix?act=warnings.handle&role=duty_officer', as: 'security' },
  { name: 'links', path: withLinks('/links'), as: 'analyst' },
  { name: 'links-empty', path: withLinks('/links?state=lifted'), as: 'analyst' },
  { name: 'signals-trial', path: withLinks('/links?tab=trial'), as: 'analyst' },
  { name: 'signals-stored', path: withLinks('/links?tab=stored'), as: 'analyst' },
  { name: 'incidents', path: withIncident('list'), as: 'officer' },
  { name: 'incidents-empty', path: '/incidents?view=withdrawn', as: 'officer' },
  { name: 'incident', path: withIncident('one'), as: 'officer' },
  { name: 'scripts', path: '/scripts?type=04', as: 'officer' },
  { name: 'not-found', path: '/no-such-page', as: 'officer' },
  { name: 'no-permission', path: '/warnings', as: 'admin' },
];

export const pathOf = async ({ path }: Screen, centre: Centre): Promise<string> =>
  typeof path === 'string' ? path : path(centre);

export const accountOf = (screen: Screen, centre: Centre): { account?: Account } =>
  screen.as === 'nobody' ? {} : { account: named(screen.as, centre) };

/** Made by their pages, with the password that all have. */
const named = (as: Exclude<Screen['as'], 'nobody'>, centre: Centre): Account =>
  as === 'auditor' || as === 'analyst' ? { ...centre.officer, username: as } : centre[as];
