import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

export const useFactorSentence = () => {
  const { t } = useTranslation('session');
  const explain = useExplain();
  return (error: unknown): string | null =>
    explain(error, {
      WRONG_CREDENTIALS: t('factor.wrongPassword'),
      TOTP_WRONG: toRefusal(error).data.used === true ? t('code.used') : t('code.wrong'),
    });
};
