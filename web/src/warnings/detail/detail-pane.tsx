import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/index.ts';
import { Icon, Notice, PageState, Skeleton, useMedia } from '../../design/index.ts';
import { ReadFailed } from '../../errors/index.ts';
import { Attachments } from '../../files/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import { IncidentLine } from '../../incidents/index.ts';
import { LentLine } from '../../loans/index.ts';
import { paths } from '../../paths.ts';
import { ActDock } from '../acts/act-dock.tsx';
import { detailQuery } from '../queries.ts';
import { Contacts } from './contacts.tsx';
import css from './detail.module.css';
import { Ending } from './ending.tsx';
import { Facts } from './facts.tsx';
import { FollowUps } from './follow-ups.tsx';
import { Head } from './head.tsx';
import { NextSteps } from './next-steps.tsx';
import { QuietLine } from './quiet-line.tsx';
import { Reasons } from './reasons.tsx';
import { Timeline } from './timeline.tsx';
import { TransferLine } from './transfer-line.tsx';

export const DetailPane = () => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { id } = useParams({ from: '/shell/warnings/$id' });
  const phone = useMedia('phone');
  const query = useQuery(detailQuery(id));
  const content = () => {
    if (query.isPending) return <Skeleton lines={6} tall label={common('do.loading')} />;
    const warning = query.data;
    if (warning === undefined)
      return codeOf(query.error) === 'NOT_FOUND' || codeOf(query.error) === 'BAD_REQUEST' ? (
        <PageState icon="search" title={t('detail.notFound')}>
          <p>{t('detail.notFoundWhy')}</p>
        </PageState>
      ) : (
        <ReadFailed error={query.error} retry={() => void query.refetch()} />
      );
    return (
      <>
        <Head warning={warning} />
        <Suspense fallback={null}>
          <IncidentLine warning={warning} />
        </Suspense>
        <LentLine warning={warning} />
        <TransferLine warning={warning} />
        <QuietLine key={warning.id} warning={warning} />
        {warning.forgottenAt !== null && (
          <Notice kind="info">
            {t('detail.forgotten', { at: formatInstant(warning.forgottenAt, language, 'day') })}
          </Notice>
        )}
        <div className={css.columns}>
          <div className={css.story}>
            <NextSteps warning={warning} />
            <Ending warning={warning} />
            <Reasons warning={warning} />
            <Contacts key={warning.id} warning={warning} />
            <FollowUps followUps={warning.followUps} />
            <Suspense fallback={<Skeleton lines={2} label={common('do.loading')} />}>
              <Attachments key={warning.id} subject={{ kind: 'warning', id: warning.id }} />
            </Suspense>
            <Timeline history={warning.history} />
          </div>
          <Facts key={warning.id} warning={warning} />
        </div>
      </>
    );
  };
  return (
    <section
      className={css.pane}
      aria-label={query.data ? t('detail.label', { no: query.data.no }) : t('detail.facts')}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={css.scroll} tabIndex={0}>
        {phone && (
          <Link to={paths.warnings} search={true} className={css.back}>
            <Icon name="left" /> {t('detail.back')}
          </Link>
        )}
        {content()}
      </div>
      {query.data && <ActDock key={query.data.id} warning={query.data} />}
    </section>
  );
};
