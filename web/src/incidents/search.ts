import {
  type FraudType,
  fraudTypes,
  type IncidentSource,
  type IncidentView,
  incidentSources,
  incidentViews,
} from '@lanzha/contract';

export type IncidentsSearch = {
  view?: Exclude<IncidentView, 'open'>;
  type?: FraudType;
  source?: IncidentSource;
  mine?: true;
  overdue?: true;
};

/** What the address asks for; anything else is left out. The router reads `01` as a number. */
export const readIncidentsSearch = (raw: Record<string, unknown>): IncidentsSearch => {
  const view = incidentViews.find((one) => one === raw.view);
  const type = fraudTypes.find((one) => one === String(raw.type).padStart(2, '0'));
  const source = incidentSources.find((one) => one === raw.source);
  return {
    ...(view === undefined || view === 'open' ? {} : { view }),
    ...(type === undefined ? {} : { type }),
    ...(source === undefined ? {} : { source }),
    ...(raw.mine === true ? { mine: true } : {}),
    ...(raw.overdue === true ? { overdue: true } : {}),
  };
};
