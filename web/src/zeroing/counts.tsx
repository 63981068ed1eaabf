import type { ZeroingCounts, ZeroingView } from '@lanzha/contract';
import { zeroingViews } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import css from './zeroing.module.css';

type Props = { counts: ZeroingCounts; view: ZeroingView; unit: string | undefined };

/** Figures that open their records below. */
export const Counts = ({ counts, view, unit }: Props) => {
  const { t } = useTranslation('zeroing');
  return (
    <nav aria-label={t('counts')}>
      <ul className={css.counts}>
        {zeroingViews.map((one) => (
          <li key={one}>
            <Link
              to={paths.zeroing}
              search={{ ...(one === 'open' ? {} : { view: one }), ...(unit === undefined ? {} : { unit }) }}
              className={css.count}
              aria-current={one === view ? 'true' : undefined}
              data-bad={(one === 'unexplained' && counts.unexplained > 0) || undefined}
              resetScroll={false}
            >
              <span>{t(`view.${one}`)}</span>
              <strong>{counts[one]}</strong>
              {one === 'open' && counts.overdue > 0 && (
                <small>
                  {t('count.overdue')} {counts.overdue}
                </small>
              )}
            </Link>
          </li>
        ))}
        <li className={css.count}>
          <span>{t('count.received')}</span>
          <strong>{counts.received}</strong>
        </li>
        <li className={css.count}>
          <span>{t('count.pushed')}</span>
          <strong>{counts.pushed}</strong>
          <small>{t('count.times')}</small>
        </li>
      </ul>
    </nav>
  );
};
