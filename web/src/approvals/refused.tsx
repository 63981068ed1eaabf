import type { Approval } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Notice } from '../design/index.ts';

/** Why a decision was not taken. Its card may leave the list with the next reading: this stays. */
export type Refused = { approval: Approval; sentence: string };

/** The sentence, and which request it is about. */
export const RefusedNotice = ({ refused: { approval, sentence } }: { refused: Refused }) => {
  const { t } = useTranslation('approvals');
  const { payload, requestedBy, why } = approval;
  return (
    <Notice kind="error">
      <p>{sentence}</p>
      <p>{t('about', { kind: t(`kind.${payload.kind}`), name: requestedBy.name, why })}</p>
    </Notice>
  );
};
