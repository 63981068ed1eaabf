import type { ZeroingCounts, ZeroingView } from '@lanzha/contract';
import { zeroingViews } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Figures } from '../design/index.ts';
import { paths } from '../paths.ts';

type Props = { counts: ZeroingCounts; view: ZeroingView; unit: string | undefined };

/** Figures that open their records below. */
export const Counts = ({ counts, view, unit }: Props) => {
  const { t } = useTranslation('zeroing');
  return (
    <nav aria-label={t('counts')}>
      <Figures>
        {zeroingViews.map((one) => (
          <li key={one}>
            <Link
              to={paths.zeroing}
              search={{ ...(one === 'open' ? {} : { view: one }), ...(unit === undefined ? {} : { unit }) }}
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
        <li>
          <div>
            <span>{t('count.received')}</span>
            <strong>{counts.received}</strong>
          </div>
        </li>
        <li>
          <div>
            <span>{t('count.pushedTimes')}</span>
            <strong>{counts.pushed}</strong>
          </div>
        </li>
      </Figures>
    </nav>
  );
};
