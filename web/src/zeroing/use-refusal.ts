import { useTranslation } from 'react-i18next';
import { serverNow, toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';

/** Why it was not done, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const explain = useExplain();
  return (error: unknown): string | null => {
    if (error === null) return null;
    const { until = '' } = toRefusal(error).data;
    return explain(error, {
      NOT_OPEN: t('refused.notOpen'),
      UNTIL_PAST: t('refused.untilPast'),
      DAY_OVER: t('refused.dayOver'),
      TOO_SOON: t('refused.tooSoon', { at: formatInstant(String(until), language, 'moment', serverNow()) }),
      NOTHING_TO_PUSH: t('refused.nothingToPush'),
    });
  };
};
