import type { WarningSummary } from '@lanzha/contract';
import { levels } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, Kbd, ToneMark } from '../../design/index.ts';
import css from './list.module.css';

type Props = {
  waiting: readonly WarningSummary[];
  /** Rows that no longer answer the question and are still shown in their places. */
  gone: number;
  total: number | undefined;
  onTake: () => void;
};
const countedAtMost = 10_000;

/**
 * New warnings say so and wait; nothing moves until they are taken in. The strip is always there, so that
 * not even its coming moves a row.
 */
export const NewsBar = ({ waiting, gone, total, onTake }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const worst = levels.find((level) => waiting.some((warning) => warning.level === level));
  return (
    // In the page from the start, or a screen reader would not announce what appears in it.
    <div role="status" aria-live="polite">
      {worst === undefined ? (
        <div className={css.total}>
          <span>
            {total !== undefined && (total > countedAtMost ? t('list.many') : t('list.total', { total }))}
          </span>
          {gone === 0 ? (
            <span>{t('list.order')}</span>
          ) : (
            <Button kind="quiet" hotkey="N" onClick={onTake}>
              {t('list.tidy', { count: gone })}
            </Button>
          )}
        </div>
      ) : (
        <button type="button" className={css.news} aria-keyshortcuts="N" onClick={onTake}>
          <ToneMark tone={worst} label={common(`level.${worst}`)} badge />
          {t('list.news', { count: waiting.length })}
          <span>
            {t('list.newsTake')} <Kbd silent>N</Kbd>
          </span>
        </button>
      )}
    </div>
  );
};
