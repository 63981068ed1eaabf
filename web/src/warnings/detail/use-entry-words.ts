import {
  contactMethods,
  escalationRoles,
  outcomes,
  pauseReasons,
  type WarningDetail,
  warningDuties,
  warningStates,
} from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { failures } from '../acts/failures.ts';

type Entry = WarningDetail['history'][number];
const revealed = ['name', 'phone', 'idNo', 'account'] as const;
const acts = ['assign', 'sign', 'contact', 'meet', 'transfer', 'close', 'reopen', 'merge'] as const;
/** Other acts say by their name where they lead. */
const tellsState: readonly Entry['act'][] = ['undo', 'evidence', 'merge', 'raise'];
const one = <T extends string>(known: readonly T[], value: string | undefined) =>
  known.find((each) => each === value);

/** What an entry of the history says beside its name, from the codes in its detail. */
export const useEntryWords = () => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  return ({ act, from, to, detail }: Entry): string[] => {
    const method = one(contactMethods, detail.method);
    const failed = one(failures, detail.failed);
    const outcome = one(outcomes, detail.outcome);
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
      outcome && common(`outcome.${outcome}`),
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
