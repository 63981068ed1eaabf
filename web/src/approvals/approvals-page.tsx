import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Page, PageState, Skeleton, Tabs } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { ApprovalCard } from './approval-card.tsx';
import css from './approvals.module.css';
import { views } from './search.ts';

const route = getRouteApi(`/shell${paths.approvals}`);

export const ApprovalsPage = () => {
  const { t } = useTranslation('approvals');
  const { view = 'todo' } = route.useSearch();
  const query = useQuery(api.approvals.list.queryOptions({ input: { view } }));
  const counts = useQuery(api.approvals.counts.queryOptions());
  useTitle(t('room'));
  const countOf = (one: (typeof views)[number]) =>
    one === 'todo' || one === 'mine' ? (counts.data?.[one] ?? 0) : 0;
  const content = () => {
    if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="check" title={t(`empty.${view}`)}>
          <p>{t(`emptyWhy.${view}`)}</p>
        </PageState>
      );
    return (
      <ul className={css.cards}>
        {query.data.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
      </ul>
    );
  };
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
      <section className={css.listing} aria-label={t(`view.${view}`)}>
        {content()}
      </section>
    </Page>
  );
};
