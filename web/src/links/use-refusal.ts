import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

/** Why a list was not changed, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('links');
  const explain = useExplain();
  return (error: unknown): string | null => {
    const { data } = toRefusal(error);
    return explain(error, {
      NOT_A_VALUE: t('refused.notAValue', { why: String(data.why ?? '') }),
      UNREADABLE: t('refused.unreadable', { why: String(data.why ?? '') }),
      NEEDS_END: t('refused.needsEnd'),
      TOO_LONG: t('refused.tooLong', { days: String(data.days ?? '') }),
      ALREADY_THERE: t('refused.already'),
      ALREADY_OBJECTED: t('refused.objected'),
      NOT_ALLOWED_NOW: t('refused.notNow'),
      CHANGED: t('refused.changed'),
    });
  };
};
