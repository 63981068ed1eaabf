import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import { Page, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { Due } from './due.tsx';
import { Holds } from './holds.tsx';
import { Log } from './log.tsx';
import { Paused } from './paused.tsx';
import css from './retention.module.css';

const daysShown = 30;

/** What will be forgotten, what is kept from it, and what was forgotten. */
export const RetentionPage = () => {
  const { t } = useTranslation('retention');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const query = useQuery(api.retention.preview.queryOptions({ input: { days: daysShown } }));
  useTitle(t('room'));
  const preview = () => {
    if (query.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const { lastRunAt, paused, rules } = query.data;
    return (
      <>
        {paused !== null && <Paused paused={paused} />}
        <dl className={css.rules}>
          {rules.map(({ kind, days }) => (
            <div key={kind}>
              <dt>{t(`kind.${kind}`)}</dt>
              <dd>{t('keptFor', { count: days })}</dd>
            </div>
          ))}
          {lastRunAt !== null && (
            <div>
              <dt>{t('lastRun')}</dt>
              <dd>{formatInstant(lastRunAt, language, 'moment', serverNow())}</dd>
            </div>
          )}
        </dl>
        <Due due={query.data.due} days={daysShown} />
      </>
    );
  };
  return (
    <Page roomy>
      <h1>{t('title')}</h1>
      <p className={css.intro}>{t('intro')}</p>
      {preview()}
      <Holds />
      <Log />
    </Page>
  );
};
