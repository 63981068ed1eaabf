import type { VaultFigure } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { type Column, DataTable, Page, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import css from './vault.module.css';

/** Who looked at how much in the last thirty days. */
export const FiguresPage = () => {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  const query = useQuery(api.vault.figures.queryOptions({ input: {} }));
  useTitle(t('room'));
  const columns: readonly Column<VaultFigure>[] = [
    { key: 'day', title: t('col.day'), cell: ({ day }) => day },
    { key: 'person', title: t('col.person'), cell: ({ person }) => person.name, head: true },
    { key: 'unit', title: t('col.unit'), cell: ({ unit }) => unit.name },
    { key: 'reveals', title: t('col.reveals'), cell: ({ reveals }) => reveals },
    { key: 'searches', title: t('col.searches'), cell: ({ searches }) => searches },
  ];
  const content = () => {
    if (query.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const { from, to, reveals, searches, rows } = query.data;
    if (rows.length === 0)
      return (
        <PageState icon="eye" title={t('empty')}>
          <p>{t('emptyWhy', { from, to })}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={t('sum', { from, to, reveals, searches })}
        columns={columns}
        rows={rows}
        rowKey={({ day, person, unit }) => `${day} ${person.id} ${unit.id}`}
      />
    );
  };
  return (
    <Page>
      <h1>{t('title')}</h1>
      <p className={css.intro}>{t('intro')}</p>
      {content()}
    </Page>
  );
};
