import {
  type FraudType,
  fraudTypes,
  type IncidentSource,
  type IncidentView,
  incidentSources,
  incidentViews,
} from '@lanzha/contract';

export type IncidentsSearch = {
  /** What stands in the search box: a number of an incident. */
  q?: string;
  view?: Exclude<IncidentView, 'open'>;
  type?: FraudType;
  source?: IncidentSource;
  mine?: true;
  overdue?: true;
};

/** What the address asks for; anything else is left out. The router reads `01` as a number. */
export const readIncidentsSearch = (raw: Record<string, unknown>): IncidentsSearch => {
  const q = matching(String(raw.q ?? '').trim());
  const view = incidentViews.find((one) => one === raw.view);
  const type = fraudTypes.find((one) => one === String(raw.type).padStart(2, '0'));
  const source = incidentSources.find((one) => one === raw.source);
  return {
    ...(q === undefined ? {} : { q }),
    ...(view === undefined || view === 'open' ? {} : { view }),
    ...(type === undefined ? {} : { type }),
    ...(source === undefined ? {} : { source }),
    ...(raw.mine === true ? { mine: true } : {}),
    ...(raw.overdue === true ? { overdue: true } : {}),
  };
};

/** Words, without what may be somebody's number. */
const matching = (text: string): string | undefined =>
  /^(?!.*\d(?:[\s-]*\d){6}).{1,60}$/.test(text) ? text : undefined;

/** The number that words name, as people write it: 12, #12, 12 号; undefined when they name none. */
export const numberIn = (words: string): number | undefined => {
  const found = /^(?:no\.?|#|№)?\s*(\d{1,6})\s*号?$/i.exec(words.normalize('NFKC').trim())?.[1];
  return found === undefined || Number(found) === 0 ? undefined : Number(found);
};
