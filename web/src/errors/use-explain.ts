import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';

const known = [
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'TOO_MANY_REQUESTS',
  'BAD_REQUEST',
  'INSUFFICIENT_STORAGE',
  'BUSY',
  'IDENTIFIER_IN_LIST',
  'OFFLINE',
] as const;
type Sentences = Readonly<Record<string, string>>;

/**
 * Turns a failed request into one sentence that says what became of the person's work.
 * A feature gives sentences for its own refusals by code; null means that nothing failed.
 */
export const useExplain = () => {
  const { t, i18n } = useTranslation('errors');
  return (error: unknown, own: Sentences = {}): string | null => {
    if (error === null || error === undefined) return null;
    const { code, message, status } = toRefusal(error);
    const sentence = own[code];
    if (sentence !== undefined) return sentence;
    const common = known.find((one) => one === code);
    if (common !== undefined) return t(`code.${common}`);
    if (status >= 500) return t('code.SERVER');
    // The contract's own sentences are Chinese.
    return status >= 400 && i18n.language !== 'en' && message !== '' ? message : t('code.OTHER');
  };
};
