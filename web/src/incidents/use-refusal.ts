import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

/** Why a step was refused, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('incidents');
  const explain = useExplain();
  return (error: unknown): string | null => {
    const { data } = toRefusal(error);
    return explain(error, {
      CHANGED: t('changedBy', { by: String(data.by ?? '') }),
      NOT_ALLOWED_NOW: t('closedNow'),
      MISSING: data.field === 'at' ? t('wrong.future') : t('collect.needsWhy'),
      ALREADY_ASKED: t('review.already'),
      NOTHING_ASKED: t('review.nothing'),
      SECOND_PERSON: t('review.second'),
      UNKNOWN_SUBTYPE: t('wrong.subtype'),
      TOO_OFTEN: t('tooOften'),
    });
  };
};
