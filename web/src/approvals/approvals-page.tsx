import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Page, Tabs } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { Requests } from './requests.tsx';
import { views } from './search.ts';

const route = getRouteApi(`/shell${paths.approvals}`);

export const ApprovalsPage = () => {
  const { t } = useTranslation('approvals');
  const { view = 'todo' } = route.useSearch();
  const counts = useQuery(api.approvals.counts.queryOptions());
  useTitle(t('room'));
  const countOf = (one: (typeof views)[number]) =>
    one === 'todo' || one === 'mine' ? (counts.data?.[one] ?? 0) : 0;
  return (
    <Page width="narrow">
      <h1>{t('title')}</h1>
      <Tabs label={t('views')}>
        {views.map((one) => (
          <Link
            key={one}
            to={paths.approvals}
            search={one === 'todo' ? {} : { view: one }}
            activeOptions={{ exact: true }}
            aria-current={one === view ? 'page' : undefined}
          >
            {t(`view.${one}`)}
            {countOf(one) > 0 && ` ${countOf(one)}`}
          </Link>
        ))}
      </Tabs>
      <Requests key={view} view={view} />
    </Page>
  );
};
