import { useTranslation } from 'react-i18next';
import { useForm } from '../design/index.ts';
import { usePasswordSentence } from '../session/index.ts';
import { type Draft, emptyDraft, usernamePattern } from './draft.ts';

const length = (value: string) => [...value.trim()].length;

export const useDraft = () => {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation();
  const password = usePasswordSentence();
  const name = (value: string) => (length(value) === 0 ? t('accounts.missingName') : null);
  const username = (value: string) => (usernamePattern.test(value.trim()) ? null : common('rules.username'));
  return useForm<Draft>(emptyDraft, {
    code: (value) => (length(value) === 0 ? t('code.missing') : null),
    county: (value) => (/^\d{6}$/.test(value) ? null : t('county.missing')),
    centerName: (value) => (length(value) < 2 || length(value) > 60 ? t('center.missing') : null),
    adminName: name,
    adminUsername: username,
    adminPassword: (value, all) => password(value, all.adminUsername.trim()),
    securityName: name,
    securityUsername: (value, all) =>
      username(value) ?? (value.trim() === all.adminUsername.trim() ? t('accounts.same') : null),
    securityPassword: (value, all) => password(value, all.securityUsername.trim()),
    officerName: name,
    officerUsername: (value, all) =>
      username(value) ??
      ([all.adminUsername.trim(), all.securityUsername.trim()].includes(value.trim())
        ? t('accounts.same')
        : null),
    officerPassword: (value, all) => password(value, all.officerUsername.trim()),
  });
};
export type DraftForm = ReturnType<typeof useDraft>;
