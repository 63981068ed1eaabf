import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { toWarning } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { About } from './about.tsx';
import css from './dissuasion.module.css';

/** Handed over and not answered yet, the longest waiting first. Answered where the whole warning is in sight. */
export const TransfersTab = () => {
  const { t } = useTranslation('dissuasion');
  const { t: warnings } = useTranslation('warnings');
  const language = useLanguage();
  const me = useMe();
  const query = useQuery(api.warnings.transfers.queryOptions({ refetchInterval: 60_000 }));
  if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  if (query.data.items.length === 0)
    return (
      <PageState icon="check" title={t('transfers.none')}>
        <p>{t('transfers.noneWhy')}</p>
      </PageState>
    );
  return (
    <section className={css.part} aria-label={t('tabs.transfers')}>
      {query.data.items.map(({ warning, transfer, acts }) => (
        <article key={warning.id} className={css.card}>
          <div className={css.head}>
            <About warning={{ ...warning, name: warning.subject.name }} />
          </div>
          <p>
            {warnings(`transfer.${transfer.kind}`, {
              from: transfer.from,
              to: transfer.to,
              who: transfer.askedBy.name,
              at: formatInstant(transfer.askedAt, language, 'moment'),
            })}
          </p>
          <p className={css.small}>
            {transfer.askedBy.id === me.id
              ? t('transfers.own')
              : acts.length === 0
                ? t('transfers.others')
                : t('transfers.yours', { acts: acts.map((act) => warnings(`act.${act}`)).join(t('or')) })}
          </p>
          <div>
            <Link {...toWarning(warning.id)}>{t('transfers.open')}</Link>
          </div>
        </article>
      ))}
    </section>
  );
};
