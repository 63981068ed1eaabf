import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import css from './directory.module.css';

type Props<Row extends { id: string }> = {
  query: UseQueryResult<Row[]>;
  caption: (count: number) => string;
  columns: readonly Column<Row>[];
  action: ReactNode;
};

/** A table with its waiting, failed and empty states, and the one thing to start from it. */
export const Listing = <Row extends { id: string }>({ query, caption, columns, action }: Props<Row>) => {
  const { t } = useTranslation('directory');
  const content = () => {
    if (query.isPending) return <Skeleton lines={10} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="search" title={t('empty')}>
          <p>{t('emptyWhy')}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={caption(query.data.length)}
        columns={columns}
        rows={query.data}
        rowKey={({ id }) => id}
      />
    );
  };
  return (
    <section className={css.listing}>
      {action && <div className={css.action}>{action}</div>}
      {content()}
    </section>
  );
};
