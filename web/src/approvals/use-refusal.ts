import { staleReasons } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

const own = ['requester', 'subject', 'same_person'] as const;

/** Why a decision was not taken, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('approvals');
  const explain = useExplain();
  return (error: unknown): string | null => {
    if (error === null) return null;
    const { data } = toRefusal(error);
    const { why, names } = data;
    return explain(error, {
      OWN_REQUEST: t(`refused.own.${own.find((one) => one === why) ?? 'requester'}`),
      STALE: t(`refused.stale.${staleReasons.find((one) => one === why) ?? 'changed'}`),
      WRONG_PAIR: t('refused.pair'),
      CHANGED: t('refused.changed'),
      NOT_PENDING: t('refused.over'),
      WRONG_CODE: t('refused.code'),
      OTHERS_MAY: t('refused.others', { names: Array.isArray(names) ? names.join('、') : '' }),
    });
  };
};
