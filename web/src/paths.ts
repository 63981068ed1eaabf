/** Every address of the interface is built here and nowhere else. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  setup: '/setup',
  password: '/password',
  secondFactor: '/second-factor',
  account: '/account',
  serviceKeys: '/service-keys',
  warnings: '/warnings',
  warning: '/warnings/$id',
  dissuasion: '/dissuasion',
  incidents: '/incidents',
  incident: '/incidents/$id',
  scripts: '/scripts',
  directory: '/directory',
  search: '/search',
  found: '/search/$handle',
  vault: '/vault',
  retention: '/retention',
  notify: '/notify',
  params: '/params',
  approvals: '/approvals',
  operation: '/operation',
  audit: '/audit',
  loans: '/loans',
  lists: '/lists',
  person: '/people/$id',
  people: '/people/found/$handle',
  tasks: '/tasks',
  matrix: '/matrix',
  drill: '/drill',
  zeroing: '/zeroing',
  board: '/board',
  boardRecords: '/board/records',
  shifts: '/shifts',
  links: '/links',
  staff: '/staff',
  staffMember: '/staff/$id',
} as const;

/** Link to one warning; the list beside it keeps its filters. */
export const toWarning = (id: string) => ({ to: paths.warning, params: { id }, search: true }) as const;

export const toIncident = (id: string) => ({ to: paths.incident, params: { id } }) as const;

/** An address of this site that one may be sent back to after signing in; anything else is home. */
export const safeBack = (back: string | undefined): string =>
  back !== undefined && /^\/(?![/\\])/.test(back) && !back.startsWith(paths.signIn) ? back : paths.home;
