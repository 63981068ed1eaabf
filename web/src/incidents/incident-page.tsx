import { type IncidentDetail, plainPurposes } from '@lanzha/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, codeOf } from '../api/index.ts';
import { Button, Field, NativeSelect, Notice, Options, Page, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { Attachments } from '../files/index.ts';
import { formatInstant, formatYuan, useLanguage, useTitle } from '../i18n/index.ts';
import { ParamMark } from '../params/index.ts';
import { paths, toWarning } from '../paths.ts';
import { CollectForm } from './collect-form.tsx';
import { Countdown } from './countdown.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { History } from './history.tsx';
import css from './incidents.module.css';
import { MissingList } from './missing-list.tsx';
import { detailQuery, useIncidentNews } from './queries.ts';
import { QuickForm } from './quick-form.tsx';
import { ReviewCard } from './review-card.tsx';
import { ReviewForm } from './review-form.tsx';
import { StopSheet } from './sheet.tsx';
import { StateMark } from './state-mark.tsx';
import { stillPlain } from './still-plain.ts';
import { useRefusal } from './use-refusal.ts';

const route = getRouteApi(`/shell${paths.incident}`);

/** One incident: the quick form, what is missing, the sheet, the steps to the other side, and all that happened. */
export const IncidentPage = () => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const { id } = route.useParams();
  useIncidentNews(id);
  const query = useQuery(detailQuery(id));
  const no = query.data?.no;
  useTitle(no === undefined ? t('room') : t('no', { no }));
  if (query.isPending) return <Skeleton lines={10} label={common('do.loading')} />;
  if (query.data !== undefined) return <Incident key={id} incident={query.data} />;
  const code = codeOf(query.error);
  return code === 'NOT_FOUND' || code === 'BAD_REQUEST' ? (
    <PageState level={1} icon="search" title={t('notFound')}>
      <p>{t('notFoundWhy')}</p>
    </PageState>
  ) : (
    <ReadFailed level={1} error={query.error} retry={() => void query.refetch()} />
  );
};

const Incident = ({ incident }: { incident: IncidentDetail }) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const refusal = useRefusal();
  const [asking, setAsking] = useState<'withdraw' | 'retype' | null>(null);
  const [purpose, setPurpose] = useState<(typeof plainPurposes)[number]>('stop_payment');
  const [sheet, setSheet] = useState(false);
  // Held by this page alone, for as long as it is open: plain values stay out of the shared cache.
  const look = useMutation({
    mutationFn: async () => ({
      seen: incident,
      opened: await client.incidents.plain({ id: incident.id, purpose }),
    }),
    onSuccess: () => setSheet(true),
  });
  const plain = look.data === undefined ? null : stillPlain(look.data.opened, look.data.seen, incident);
  const { acts, state, warning, withdrawn, handedOver, review } = incident;
  const may = (act: (typeof acts)[number]) => acts.includes(act);
  const failed = refusal(look.error);
  const moment = (iso: string) => formatInstant(iso, language, 'full');
  return (
    <Page width="full">
      <p>
        <Link to={paths.incidents}>{t('back')}</Link>
      </p>
      <header className={css.head}>
        <h1>{t('title', { no: incident.no })}</h1>
        <StateMark state={state} badge />
        <span className={css.due}>
          <Countdown incident={incident} />
          <ParamMark code="incident.report.minutes" />
        </span>
      </header>
      <p className={css.quiet}>
        {[
          t(`source.${incident.source}`),
          incident.victim ?? t('unnamed'),
          incident.fraudType === null ? null : common(`fraudType.${incident.fraudType}`),
          t('loss', { yuan: formatYuan(incident.lossFen) }),
          `${incident.place.name} ${incident.unit.name}`,
          t('openedBy', { name: incident.openedBy.name, at: moment(incident.openedAt) }),
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        {warning !== null && <Link {...toWarning(warning.id)}>{t('warning', { no: warning.no })}</Link>}
      </p>
      {withdrawn !== null && (
        <Notice kind="info">
          {t(`withdrawn.${withdrawn.how}`, { name: withdrawn.by.name, at: moment(withdrawn.at) })}
        </Notice>
      )}
      {handedOver !== null && (
        <Notice kind="good">
          {t('handedOver', {
            to: handedOver.to ?? '—',
            name: handedOver.by.name,
            at: moment(handedOver.at),
            receipt: incident.values.receipt ?? t('noReceipt'),
          })}
        </Notice>
      )}
      {review !== null && <ReviewCard incident={incident} review={review} />}
      <div className={css.columns}>
        <div className={css.main}>
          {may('record') ? (
            <QuickForm incident={incident} plain={plain} />
          ) : (
            <p className={css.quiet}>{t(state === 'withdrawn' ? 'closedNow' : 'mayNotWrite')}</p>
          )}
          <section className={css.step} aria-labelledby="step-stop">
            <h2 id="step-stop">{t('step.stop')}</h2>
            <p className={css.quiet}>{t('step.stopWhy')}</p>
            {incident.mayOpenPlain && (
              <div className={css.look}>
                <Field id="plain-purpose" label={t('plain.purpose')} hint={t('plain.hint')} error={undefined}>
                  {(aria) => (
                    <NativeSelect
                      {...aria}
                      value={purpose}
                      onChange={({ target }) =>
                        setPurpose(plainPurposes.find((one) => one === target.value) ?? 'stop_payment')
                      }
                    >
                      <Options of={plainPurposes} name={(one) => t(`plain.${one}`)} />
                    </NativeSelect>
                  )}
                </Field>
                <Button kind="primary" icon="eye" busy={look.isPending} onClick={() => look.mutate()}>
                  {t('plain.open')}
                </Button>
              </div>
            )}
            {failed !== null && <Notice kind="error">{failed}</Notice>}
            {look.data !== undefined &&
              sheet &&
              (look.data.seen.version === incident.version ? (
                <StopSheet elements={look.data.opened} onClose={() => setSheet(false)} />
              ) : (
                <Notice kind="warn">{t('sheet.stale')}</Notice>
              ))}
            {may('collect') && <CollectForm incident={incident} />}
            {may('hand_over') && <HandOverForm incident={incident} />}
            <div className={css.acts}>
              {may('ask_retype') && (
                <Button onClick={() => setAsking('retype')}>{t('review.ask.retype')}</Button>
              )}
              {may('ask_withdraw') && (
                <Button kind="quiet" onClick={() => setAsking('withdraw')}>
                  {t('review.ask.withdraw')}
                </Button>
              )}
            </div>
          </section>
          <Suspense fallback={<Skeleton lines={2} label={common('do.loading')} />}>
            <Attachments subject={{ kind: 'incident', id: incident.id }} />
          </Suspense>
          <History incident={incident} />
        </div>
        {state !== 'withdrawn' && (
          <aside className={css.aside} aria-label={t('missing.title')}>
            <MissingList incident={incident} />
          </aside>
        )}
      </div>
      {asking !== null && <ReviewForm incident={incident} kind={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
};
