import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

/** Why an act was not done, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('shifts');
  const explain = useExplain();
  return (error: unknown): string | null => {
    if (error === null) return null;
    const { name = '', post = '' } = toRefusal(error).data;
    return explain(error, {
      CHANGED: t('refused.changed'),
      NOT_ALLOWED_NOW: t('refused.notNow'),
      NOT_YOURS: t('refused.notYours'),
      NOT_ELIGIBLE: t('refused.notEligible'),
      STILL_ON_DUTY: t('refused.stillOnDuty', { name: String(name), post: String(post) }),
      TOO_EARLY: t('refused.tooEarly'),
      OVER: t('refused.over'),
      TOO_LATE: t('refused.tooLate'),
      PAST: t('refused.past'),
      NAME_TAKEN: t('refused.nameTaken'),
      UNKNOWN_UNIT: t('refused.unknownUnit'),
      IN_USE: t('refused.inUse'),
    });
  };
};
