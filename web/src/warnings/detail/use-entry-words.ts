import {
  contactBases,
  contactFailures,
  contactMethods,
  contactResults,
  escalationRoles,
  falseAlarms,
  followUpResults,
  outcomes,
  pauseReasons,
  soughtWays,
  stopPayments,
  toldParties,
  type WarningDetail,
  warningDuties,
  warningStates,
} from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { formatInstant, useLanguage } from '../../i18n/index.ts';

type Entry = WarningDetail['history'][number];
const revealed = ['name', 'phone', 'idNo', 'account'] as const;
const acts = [
  'assign',
  'sign',
  'contact',
  'meet',
  'transfer',
  'accept',
  'return',
  'close',
  'reopen',
  'merge',
] as const;
/** Other acts say by their name where they lead. */
const tellsState: readonly Entry['act'][] = ['undo', 'evidence', 'merge', 'raise'];
const one = <T extends string>(known: readonly T[], value: string | undefined) =>
  known.find((each) => each === value);

const many = <T extends string>(known: readonly T[], listed: string | undefined) =>
  known.filter((each) => (listed?.split(',') ?? []).includes(each));

/** What an entry of the history says beside its name, from the codes in its detail. */
export const useEntryWords = () => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  return ({ act, from, to, detail }: Entry): string[] => {
    const method = one(contactMethods, detail.method);
    const failed = one(contactFailures, detail.failed ?? detail.failure);
    const outcome = one(outcomes, detail.outcome);
    const result = act === 'follow_up' ? undefined : one(contactResults, detail.result);
    const looked = act === 'follow_up' ? one(followUpResults, detail.result) : undefined;
    const basis = one(contactBases, detail.basis);
    const stop = one(stopPayments, detail.stopPayment);
    const alarm = one(falseAlarms, detail.falseAlarm);
    const field = one(revealed, detail.field);
    const undone = one(acts, detail.undoneAct);
    const duty = one(warningDuties, detail.clock);
    const reason = one(pauseReasons, detail.reason);
    const role = one(escalationRoles, detail.role);
    const state = one(warningStates, to ?? undefined);
    const reached = detail.reached === undefined ? null : detail.reached === 'true';
    const said = [
      duty && t(`clock.${duty}`),
      reason && t(`clock.reason.${reason}`),
      role && t('history.to', { to: t(`clock.who.${role}`, { unit: detail.unitName ?? '' }) }),
      method && common(`contactMethod.${method}`),
      reached === null ? null : t(reached ? 'history.reachedYes' : 'history.reachedNo'),
      failed && t(`failed.${failed}`),
      result && t(`result.${result}`),
      basis && t(`basis.${basis}`),
      outcome && common(`outcome.${outcome}`),
      looked && t(`followUp.result.${looked}`),
      detail.loss &&
        t('history.loss', { loss: detail.loss === 'unknown' ? t('ending.unknown') : detail.loss }),
      stop && t(`stopPayment.${stop}`),
      alarm && outcome === 'not_matched' && t(`falseAlarm.${alarm}`),
      ...many(soughtWays, detail.sought).map((way) => t(`sought.${way}`)),
      ...many(toldParties, detail.told).map((party) => t('history.told', { who: t(`informed.${party}`) })),
      detail.otherNo && t('detail.no', { no: detail.otherNo }),
      detail.quietUntil && t('history.quiet', { until: formatInstant(detail.quietUntil, language, 'day') }),
      detail.claimed && t('history.claimed', { claimed: detail.claimed }),
      field && t(`facts.${field}`),
      undone && t('history.undone', { act: t(`history.${undone}`) }),
      detail.companions && t('history.companions', { companions: detail.companions }),
      detail.saved && t('history.saved', { saved: detail.saved }),
      detail.proof && t('history.proof', { proof: detail.proof }),
      detail.unitName && role === undefined && t('history.to', { to: detail.unitName }),
      detail.personName,
      detail.outside && t('history.place', { place: detail.outside }),
      state && from !== null && from !== to && tellsState.includes(act) && common(`state.${state}`),
    ];
    return said.filter((word): word is string => typeof word === 'string' && word !== '');
  };
};
