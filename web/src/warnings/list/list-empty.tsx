import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/index.ts';
import { PageState } from '../../design/index.ts';
import { paths } from '../../paths.ts';
import { FirstSignalGuide } from '../../signals/index.ts';
import { countFilters, type DeskSearch } from '../search.ts';

/** Says why nothing is here and what to do; where no signal has ever come, how to connect the first. */
export const ListEmpty = ({ search }: { search: DeskSearch }) => {
  const { t } = useTranslation('warnings');
  const { view = 'todo', q } = search;
  const narrowed = q !== undefined || countFilters(search) > 0;
  const { data } = useQuery({
    ...api.warnings.list.queryOptions({ input: { limit: 1 } }),
    enabled: !narrowed,
  });
  if (narrowed)
    return (
      <PageState icon="search" title={t('empty.filtered')}>
        <p>{t('empty.filteredWhy')}</p>
        <p>
          <Link to={paths.warnings} search={view === 'todo' ? {} : { view }}>
            {t('filter.clear')}
          </Link>
        </p>
      </PageState>
    );
  if (data === undefined) return null;
  if (data.total === 0) return <FirstSignalGuide />;
  return (
    <PageState icon="check" title={t(`empty.${view}`)}>
      <p>{t(`empty.${view}Why`)}</p>
    </PageState>
  );
};
