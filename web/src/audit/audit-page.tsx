import type { AuditRecord } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, DataTable, Page, PageState, Skeleton } from '../design/index.ts';
import { Forbidden, ReadFailed } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { Sheet } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import css from './audit.module.css';
import { Chain } from './chain.tsx';
import { Detail } from './detail.tsx';
import { Filters } from './filters.tsx';
import { exportAddress, toFilter } from './search.ts';
import { useColumns } from './use-columns.tsx';

const route = getRouteApi(`/shell${paths.audit}`);

/** Who did or saw what. Reading leaves a record itself, so nothing is read again unless somebody asks. */
export const AuditPage = () => {
  const { t } = useTranslation('audit');
  const { t: common } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMe().acts.includes('audit.read');
  const [shown, setShown] = useState<AuditRecord | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['audit', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      client.audit.list(
        { ...toFilter(search), ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: may,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const columns = useColumns(setShown);
  useTitle(t('room'));
  if (!may) return <Forbidden data={{ roles: ['audit_admin'] }} />;
  const content = () => {
    if (query.isPending) return <Skeleton lines={12} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const rows = query.data.pages.flatMap(({ items }) => items);
    if (rows.length === 0)
      return (
        <PageState icon="eye" title={t('none')}>
          <p>{t('noneWhy')}</p>
        </PageState>
      );
    return (
      <>
        <DataTable
          caption={t('count', { count: rows.length })}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => String(id)}
        />
        {query.hasNextPage && (
          <div>
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </>
    );
  };
  return (
    <Page width="full">
      <h1>{t('title')}</h1>
      <p className={css.about}>{t('about')}</p>
      <Chain />
      <Filters
        key={JSON.stringify(search)}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
      />
      <div className={css.tools}>
        <Button busy={query.isFetching && !query.isFetchingNextPage} onClick={() => void query.refetch()}>
          {t('again')}
        </Button>
        {(['csv', 'ndjson'] as const).map((format) => (
          <a key={format} className={css.file} href={exportAddress(search, format)} download>
            {t(`export.${format}`)}
          </a>
        ))}
      </div>
      {content()}
      <Sheet open={shown !== null} title={t('detail.title')} onClose={() => setShown(null)}>
        {shown && <Detail record={shown} />}
      </Sheet>
    </Page>
  );
};
