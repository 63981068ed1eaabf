import type { WarningDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../design/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';

/** A transfer that waits for an answer: who asked, and who has to answer. */
export const TransferLine = ({ warning: { transfer } }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  if (transfer?.state !== 'pending') return null;
  const { kind, from, to, askedBy, askedAt } = transfer;
  return (
    <Notice kind="warn">
      {t(`transfer.${kind}`, { from, to, who: askedBy.name, at: formatInstant(askedAt, language, 'moment') })}
    </Notice>
  );
};
