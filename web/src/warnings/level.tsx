import type { WarningSummary } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../design/index.ts';

/** The level of a warning; a closed one shows that it is done. */
export const LevelMark = ({
  warning,
  badge,
}: {
  warning: Pick<WarningSummary, 'level' | 'state'>;
  badge?: boolean;
}) => {
  const { t } = useTranslation();
  const { level, state } = warning;
  return (
    <ToneMark
      tone={state === 'closed' ? 'done' : level}
      label={state === 'closed' ? t('state.closed') : t(`level.${level}`)}
      badge={badge ?? false}
    />
  );
};
