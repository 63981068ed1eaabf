import { useTranslation } from 'react-i18next';
import { useExplain } from '../errors/index.ts';

/** Why a change was not kept, in one sentence. */
export const useRefusal = () => {
  const { t } = useTranslation('staff');
  const explain = useExplain();
  return (error: unknown): string | null =>
    explain(error, {
      CHANGED: t('refused.changed'),
      UNKNOWN_UNIT: t('refused.unknownUnit'),
      UNKNOWN_ACCOUNT: t('refused.unknownAccount'),
      ACCOUNT_TAKEN: t('refused.accountTaken'),
      LEFT: t('refused.left'),
      SAME_PERSON: t('refused.samePerson'),
      ALREADY_STRUCK: t('refused.alreadyStruck'),
    });
};
