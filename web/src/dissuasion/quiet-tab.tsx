import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { type Column, DataTable, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { toWarning } from '../paths.ts';

/** Who is left in peace after a false alarm, until when, and what was held back. Lifted at the warning itself. */
export const QuietTab = () => {
  const { t } = useTranslation('dissuasion');
  const language = useLanguage();
  const query = useQuery(api.warnings.quiet.queryOptions());
  if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { items } = query.data;
  if (items.length === 0)
    return (
      <PageState icon="check" title={t('quiet.none')}>
        <p>{t('quiet.noneWhy')}</p>
      </PageState>
    );
  const columns: Column<(typeof items)[number]>[] = [
    {
      key: 'who',
      title: t('quiet.who'),
      head: true,
      cell: ({ warning }) => (
        <Link {...toWarning(warning.id)}>
          {t('about', { no: warning.no, name: warning.name ?? t('unnamed') })}
        </Link>
      ),
    },
    {
      key: 'until',
      title: t('quiet.until'),
      cell: ({ quiet }) => formatInstant(quiet.untilAt, language, 'moment'),
    },
    { key: 'held', title: t('quiet.held'), cell: ({ quiet }) => String(quiet.held) },
    { key: 'by', title: t('quiet.by'), cell: ({ quiet }) => quiet.by.name },
  ];
  return (
    <DataTable caption={t('quiet.caption')} columns={columns} rows={items} rowKey={({ quiet }) => quiet.id} />
  );
};
