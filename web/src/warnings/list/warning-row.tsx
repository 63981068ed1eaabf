import type { WarningSummary } from '@lanzha/contract';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Hidden } from '../../design/index.ts';
import { Clock } from '../clock/clock.tsx';
import { LevelMark } from '../level.tsx';
import css from './list.module.css';

type Props = { warning: WarningSummary; gone: boolean };

/** One line: who, what, how long left. What nobody has signed for stands in bold. */
export const WarningRow = memo(({ warning, gone }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const waits = warning.state === 'new' || warning.state === 'dispatched';
  return (
    <span className={css.row} data-waits={waits || undefined} data-gone={gone || undefined}>
      <LevelMark warning={warning} />
      <span className={css.name}>{warning.subject.name ?? t('list.unnamed')}</span>
      <span className={css.headline} title={warning.headline}>
        {warning.lent !== null && t('list.lent')}
        {warning.headline}
      </span>
      <Hidden>{common(`state.${warning.state}`)}</Hidden>
      {gone && <Hidden>{t('list.gone')}</Hidden>}
      <Clock warning={warning} />
    </span>
  );
});
WarningRow.displayName = 'WarningRow';
