import { useTranslation } from 'react-i18next';
import { passwordFault } from './password-rules.ts';

/** The sentence under a new password, null when it is good enough. */
export const usePasswordSentence = () => {
  const { t } = useTranslation();
  return (password: string, username: string): string | null => {
    const found = passwordFault(password, username);
    if (found === null) return null;
    if (found.fault === 'empty') return t('rules.required');
    if (found.fault === 'short') return t('rules.passwordLength', { length: found.length });
    if (found.fault === 'plain') return t('rules.passwordClasses', { classes: found.classes });
    return found.fault === 'name' ? t('rules.passwordName') : t('rules.passwordRepeats');
  };
};
