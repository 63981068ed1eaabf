import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, codeOf } from '../api/index.ts';
import { Page, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import css from './people.module.css';

/** Whom a search found; a single one is opened at once. */
export const FoundPage = () => {
  const { t } = useTranslation('people');
  const language = useLanguage();
  const navigate = useNavigate();
  const { handle } = useParams({ from: '/shell/people/found/$handle' });
  const query = useQuery(api.people.found.queryOptions({ input: { handle } }));
  const only = query.data?.length === 1 ? query.data[0]?.warning : undefined;
  useEffect(() => {
    if (only !== undefined) void navigate({ to: paths.person, params: { id: only }, replace: true });
  }, [only, navigate]);
  useTitle(t('person'));
  if (query.isPending || only !== undefined) return <Skeleton lines={5} tall label={t('loading')} />;
  if (codeOf(query.error) === 'EXPIRED')
    return (
      <PageState
        icon="search"
        level={1}
        title={t('found.expired')}
        actions={<Link to={paths.search}>{t('found.again')}</Link>}
      >
        <p>{t('found.expiredWhy')}</p>
      </PageState>
    );
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return (
      <PageState icon="search" level={1} title={t('found.nothing')}>
        <p>{t('found.nothingWhy')}</p>
      </PageState>
    );
  return (
    <Page width="narrow">
      <h1>{t('found.title')}</h1>
      <p className={css.quiet}>{t('found.why')}</p>
      <ul className={css.list}>
        {query.data.map(({ warning, subject, warnings, lastReceivedAt }) => (
          <li key={warning}>
            <Link to={paths.person} params={{ id: warning }} className={css.card}>
              <strong>
                {[subject.name ?? t('unnamed'), subject.phone, subject.idNo, subject.account]
                  .filter(Boolean)
                  .join(' · ')}
              </strong>
              <span className={css.quiet}>
                {t('found.warnings', {
                  count: warnings,
                  at: formatInstant(lastReceivedAt, language, 'moment'),
                })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
};
