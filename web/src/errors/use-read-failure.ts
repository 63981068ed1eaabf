import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { useExplain } from './use-explain.ts';

/** Why something could not be read, in one sentence; nothing of it speaks of saving. */
export const useReadFailure = () => {
  const { t } = useTranslation('errors');
  const explain = useExplain();
  return (error: unknown): string | null => {
    const { code, status } = toRefusal(error);
    if (code === 'OFFLINE') return t('read.offline');
    return status >= 500 && code !== 'BUSY' ? t('read.server') : explain(error);
  };
};
