import type { RetentionPreview } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable, PageState } from '../design/index.ts';

type Row = RetentionPreview['due'][number];

export const Due = ({ due, days }: { due: readonly Row[]; days: number }) => {
  const { t } = useTranslation('retention');
  const columns: readonly Column<Row>[] = [
    { key: 'day', title: t('col.day'), cell: ({ day }) => day, head: true },
    { key: 'kind', title: t('col.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
    { key: 'count', title: t('col.count'), cell: ({ count, held }) => count - held },
    { key: 'held', title: t('col.held'), cell: ({ held }) => held },
  ];
  if (due.length === 0)
    return (
      <PageState icon="check" title={t('due.none', { count: days })}>
        <p>{t('due.noneWhy')}</p>
      </PageState>
    );
  return (
    <DataTable
      caption={t('due.title', { count: days })}
      columns={columns}
      rows={due}
      rowKey={({ day, kind }) => `${day} ${kind}`}
    />
  );
};
