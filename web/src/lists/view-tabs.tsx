import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import css from './lists.module.css';
import type { Views } from './use-views.ts';

/** Built-in and saved views; the one that the table began as has `aria-current`. */
export const ViewTabs = ({ views, current }: { views: Views; current: string }) => {
  const { t } = useTranslation('lists');
  return (
    <nav className={css.views} aria-label={t('tabs')}>
      {views.tabs.map(({ ref, name, search, saved }) => (
        <Link
          key={ref}
          to={paths.lists}
          search={search}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={ref === current ? 'page' : undefined}
          title={saved !== undefined && !saved.mine ? t('view.of', { name: saved.owner.name }) : undefined}
        >
          {name}
          {saved?.shared && <span className={css.tag}>{t('shared')}</span>}
        </Link>
      ))}
    </nav>
  );
};
