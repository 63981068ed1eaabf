import type { Account, Centre } from '../../e2e/harness.ts';

/** A page to look at. `as` is who looks; a path may need what the centre holds. */
export type Screen = {
  name: string;
  path: string | ((centre: Centre) => Promise<string>);
  as: 'nobody' | 'officer' | 'admin' | 'security';
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
  { name: 'search', path: '/search', as: 'officer' },
  { name: 'search-found', path: found, as: 'officer' },
  { name: 'search-expired', path: '/search/019483aa-0000-7000-8000-000000000000', as: 'officer' },
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
  { name: 'password', path: '/password', as: 'officer' },
  { name: 'second-factor', path: '/second-factor', as: 'officer' },
  { name: 'account', path: '/account', as: 'officer' },
  { name: 'service-keys', path: '/service-keys', as: 'admin' },
  { name: 'not-found', path: '/no-such-page', as: 'officer' },
  { name: 'no-permission', path: '/warnings', as: 'admin' },
];

/** What is found for somebody's number. */
async function found(centre: Centre): Promise<string> {
  const officer = await centre.signIn(centre.officer);
  const { items } = await officer.get<{ items: { id: string; subject: { phone: string | null } }[] }>(
    '/warnings?limit=50',
  );
  const warning = items.find(({ subject }) => subject.phone !== null);
  const { value } = await officer.post<{ value: string }>(`/warnings/${warning?.id}/reveal`, {
    field: 'phone',
    reason: '联系当事人',
  });
  const { handle } = await officer.post<{ handle: string }>('/search', { value });
  return `/search/${handle}`;
}

/** With a hold on one warning and one on some days. */
async function withHold(centre: Centre): Promise<string> {
  const security = await centre.signIn(centre.security);
  const holds = await security.get<unknown[]>('/retention/holds');
  if (holds.length > 0) return '/retention';
  await security.post('/retention/holds', { warningNo: 1, reason: '区检察院调取证据通知书〔2026〕12 号' });
  await security.post('/retention/holds', {
    from: '2026-11-01T00:00:00+08:00',
    to: '2026-11-10T23:59:59+08:00',
    until: '2027-11-10T23:59:59+08:00',
    reason: '市局督察，专案期间全部留存',
  });
  return '/retention';
}

/** The page, once somebody has asked for something that another person must agree to. */
function withRequests(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const security = await centre.signIn(centre.security);
    const waiting = await security.get<unknown[]>('/approvals?view=mine');
    if (waiting.length > 0) return path;
    const [admin, units] = [await centre.signIn(centre.admin), await centre.units()];
    await admin.post('/directory/people', {
      name: '陈新',
      username: 'chenxin',
      unit: units.find(({ kind }) => kind === 'police_station')?.id,
      roles: ['station_officer'],
      staffNo: '330216',
      why: '新到派出所的预警联络民警',
      password: 'First-set-7391',
    });
    await security.post('/params/warning.high.contact/propose', {
      value: '90',
      legalBasis: '区公安局预警劝阻工作办法第五条',
      certainty: '原文',
      why: '核对到本地文件，高级预警九十分钟内联系',
    });
    return path;
  };
}

/** The warning with the most to see. */
async function richestWarning(centre: Centre): Promise<string> {
  const client = await centre.signIn(centre.officer);
  const { items } = await client.get<{ items: { id: string; evidenceCount: number }[] }>(
    '/warnings?limit=50',
  );
  const [richest] = items.sort((a, b) => b.evidenceCount - a.evidenceCount);
  if (richest === undefined) throw new Error('there is no warning to look at');
  return `/warnings/${richest.id}`;
}

export const pathOf = async ({ path }: Screen, centre: Centre): Promise<string> =>
  typeof path === 'string' ? path : path(centre);

export const accountOf = (screen: Screen, centre: Centre): { account?: Account } =>
  screen.as === 'nobody' ? {} : { account: centre[screen.as] };
