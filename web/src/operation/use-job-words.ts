import { useTranslation } from 'react-i18next';

const known = {
  'approvals.expire': 'approvalsExpire',
  'approvals.seal': 'approvalsSeal',
  'files.scan': 'filesScan',
  'files.sweep': 'filesSweep',
  'live.prune': 'livePrune',
  'notify.deliver': 'notifyDeliver',
  'notify.plan': 'notifyPlan',
  'operation.sample': 'operationSample',
  'params.seal': 'paramsSeal',
  'retention.forget': 'retentionForget',
  'search.backfill': 'searchBackfill',
  'search.prune': 'searchPrune',
  'session.prune': 'sessionPrune',
  'views.prune': 'viewsPrune',
  'zeroing.freeze': 'zeroingFreeze',
} as const;

/** What a job does; its code when nobody described it. */
export const useJobWords = () => {
  const { t } = useTranslation('operation');
  return (name: string): string => {
    const key = name in known ? known[name as keyof typeof known] : undefined;
    return key === undefined ? name : t(`job.${key}`);
  };
};
