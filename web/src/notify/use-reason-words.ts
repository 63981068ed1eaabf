import { useTranslation } from 'react-i18next';

const known = [
  'smtp.auth',
  'smtp.tls',
  'smtp.timeout',
  'smtp.connection',
  'no_server',
  'no_address',
  'hook.off',
  'hook.name',
  'hook.tls',
  'hook.timeout',
  'hook.connection',
  'refused.not_listed',
  'refused.address',
  'refused.https',
  'refused.format',
  'refused.credentials',
] as const;

/** Why something did not go out, in words; answers with a number keep it, since the other side's administrator asks for it. */
export const useReasonWords = () => {
  const { t } = useTranslation('notify');
  return (reason: string | null): string => {
    if (reason === null) return '';
    const found = known.find((one) => one === reason);
    if (found !== undefined) return t(`reason.${found}`);
    const [where, code = ''] = reason.split('.');
    return where === 'smtp' || where === 'http' ? t(`answered.${where}`, { code }) : reason;
  };
};
