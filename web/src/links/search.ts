import {
  type LinkKind,
  type LinkQuery,
  type LinkState,
  type LinkVerdict,
  linkKinds,
  linkStates,
  linkVerdicts,
} from '@lanzha/contract';

export const tabs = ['list', 'trial', 'stored'] as const;
export type Tab = (typeof tabs)[number];
export type LinksSearch = {
  tab?: Exclude<Tab, 'list'>;
  kind?: LinkKind;
  verdict?: LinkVerdict;
  state?: Exclude<LinkState, 'active'>;
  objected?: true;
  q?: string;
  /** The entry that is open. */
  entry?: string;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the address asks for; anything else is left out. A number never stands in it. */
export const readLinksSearch = (raw: Record<string, unknown>): LinksSearch => {
  const tab = tabs.find((one) => one === raw.tab);
  const kind = linkKinds.find((one) => one === raw.kind);
  const verdict = linkVerdicts.find((one) => one === raw.verdict);
  const state = linkStates.find((one) => one === raw.state);
  const q = typeof raw.q === 'string' ? raw.q.trim().slice(0, 60) : '';
  return {
    ...(tab === undefined || tab === 'list' ? {} : { tab }),
    ...(kind === undefined ? {} : { kind }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(state === undefined || state === 'active' ? {} : { state }),
    ...(raw.objected === true ? { objected: true as const } : {}),
    ...(typeof raw.entry === 'string' && uuid.test(raw.entry) ? { entry: raw.entry } : {}),
    ...(q === '' || /\d{7}/.test(q) ? {} : { q }),
  };
};

export const toQuery = ({ tab: _, entry: __, ...filter }: LinksSearch): LinkQuery => filter;
