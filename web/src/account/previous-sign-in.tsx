import type { Me } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';

/** The sign-in before this one: its person notices what was not theirs. */
export const PreviousSignIn = ({ last }: { last: Me['lastSignIn'] }) => {
  const { t } = useTranslation('account');
  const language = useLanguage();
  if (last === null) return <p>{t('last.first')}</p>;
  const sentence = t('last.was', { at: formatInstant(last.at, language, 'full'), address: last.address });
  if (last.failures === 0) return <p>{sentence}</p>;
  return (
    <Notice kind="warn">
      {sentence} {t('last.failures', { count: last.failures })}
    </Notice>
  );
};
