import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { useReadFailure } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import type { RowsQuery } from './queries.ts';

/** The table stands although it could not be read again, or not further. */
export const NotRead = ({ query, asOf }: { query: RowsQuery; asOf: string | undefined }) => {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const failure = useReadFailure();
  if (!query.isError) return null;
  const more = query.isFetchNextPageError;
  const why = failure(query.error) ?? '';
  return (
    <Notice
      kind="error"
      action={
        <Button busy={query.isFetching} onClick={() => void (more ? query.fetchNextPage() : query.refetch())}>
          {common('do.retry')}
        </Button>
      }
    >
      {more
        ? t('notRead.more', { why })
        : t('notRead.newer', { at: asOf ? formatInstant(asOf, language, 'second', serverNow()) : '', why })}
    </Notice>
  );
};
