import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, useMedia } from '../design/index.ts';
import { Sheet } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { EnterSignal } from '../signals/index.ts';
import css from './desk.module.css';
import { Filters } from './filters.tsx';
import { countsQuery } from './queries.ts';
import { countFilters, type DeskSearch, views } from './search.ts';

/** The question of the page, the saved views, the filters, and the one thing to start from here. */
export const DeskHead = ({ search }: { search: DeskSearch }) => {
  const { t } = useTranslation('warnings');
  const phone = useMedia('phone');
  const { data: counts } = useQuery(countsQuery);
  const [open, setOpen] = useState(false);
  const filtered = countFilters(search);
  const narrow = filtered === 0 ? t('filter.open') : t('filter.count', { count: filtered });
  const current = search.view ?? 'todo';
  const numbers = {
    todo: counts?.open,
    mine: counts?.mine,
    overdue: counts?.overdue,
    closed: undefined,
    all: undefined,
  };
  return (
    <header className={css.head}>
      <h1>{t('title')}</h1>
      <EnterSignal />
      <nav className={css.views} aria-label={t('view.label')}>
        {views.map((view) => (
          <Link
            key={view}
            to={paths.warnings}
            search={view === 'todo' ? {} : { view }}
            className={css.view}
            activeOptions={{ exact: true }}
            aria-current={view === current ? 'page' : undefined}
          >
            {t(`view.${view}`)}
            {numbers[view] !== undefined && (
              <span
                className={css.number}
                data-alarm={(view === 'overdue' && numbers[view] > 0) || undefined}
              >
                {numbers[view]}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <Button
        kind="quiet"
        icon="filter"
        aria-label={phone ? narrow : undefined}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {phone ? filtered > 0 && filtered : narrow}
      </Button>
      {phone ? (
        <Sheet open={open} title={t('filter.title')} onClose={() => setOpen(false)}>
          <Filters search={search} />
          <Button kind="primary" wide onClick={() => setOpen(false)}>
            {t('filter.done')}
          </Button>
        </Sheet>
      ) : (
        open && <Filters search={search} />
      )}
    </header>
  );
};
