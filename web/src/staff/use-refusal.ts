import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

/** Why a change was not kept, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('staff');
  const explain = useExplain();
  return (error: unknown): string | null => {
    const { by, version } = toRefusal(error).data;
    return explain(error, {
      CHANGED:
        version === null
          ? t('refused.over')
          : t('refused.changed', { by: typeof by === 'string' ? by : t('refused.somebody') }),
      UNKNOWN_UNIT: t('refused.unknownUnit'),
      UNKNOWN_ACCOUNT: t('refused.unknownAccount'),
      ACCOUNT_TAKEN: t('refused.accountTaken'),
      LEFT: t('refused.left'),
      SAME_PERSON: t('refused.samePerson'),
      ALREADY_STRUCK: t('refused.alreadyStruck'),
    });
  };
};
