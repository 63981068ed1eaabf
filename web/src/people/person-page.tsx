import type { PersonView, WarningSummary } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, codeOf } from '../api/index.ts';
import { type Column, DataTable, Notice, Page, PageState, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { Revealable } from '../warnings/index.ts';
import { Contacts } from './contacts.tsx';
import css from './people.module.css';
import { SignalBars } from './signal-bars.tsx';

/** The person of a warning as far as the own scope reaches: what came before helps to speak with them. */
export const PersonPage = () => {
  const { t } = useTranslation('people');
  const language = useLanguage();
  const { id } = useParams({ from: '/shell/people/$id' });
  const query = useQuery(api.people.get.queryOptions({ input: { id } }));
  useTitle(t('person'));
  const person = query.data;
  if (query.isPending) return <Skeleton lines={8} tall label={t('loading')} />;
  if (person === undefined)
    return ['NOT_FOUND', 'BAD_REQUEST'].includes(codeOf(query.error)) ? (
      <PageState icon="person" title={t('notFound')} level={1}>
        <p>{t('notFoundWhy')}</p>
      </PageState>
    ) : (
      <ReadFailed error={query.error} retry={() => void query.refetch()} />
    );
  return (
    <Page width="full">
      <h1>{t('title')}</h1>
      <p className={css.quiet}>
        {t('why')}{' '}
        <Link to={paths.warning} params={{ id }} search={{}}>
          {t('back')}
        </Link>
      </p>
      {person.quiet !== null && (
        <Notice kind="warn">
          {t('quiet', {
            until: formatInstant(person.quiet.until, language, 'moment'),
            by: person.quiet.by.name,
          })}
        </Notice>
      )}
      <Identity person={person} />
      <div className={css.columns}>
        <div className={css.column}>
          <Warnings person={person} />
          <Contacts contacts={person.contacts} />
        </div>
        <div className={css.column}>
          <SignalBars signals={person.signals} />
          <Loans loans={person.loans} />
        </div>
      </div>
    </Page>
  );
};

const fields = ['name', 'phone', 'idNo', 'account'] as const;

/** Masked; each field opens with a reason, through the newest warning. */
const Identity = ({ person }: { person: PersonView }) => {
  const { t } = useTranslation('people');
  const { t: words } = useTranslation('warnings');
  const newest = person.warnings[0]?.id ?? person.warning;
  const { data: warning } = useQuery(api.warnings.get.queryOptions({ input: { id: newest } }));
  const { subject } = person;
  const more = [subject.age === null ? null : t('age', { age: subject.age }), subject.occupation];
  return (
    <section className={css.part} aria-label={t('person')}>
      <dl className={css.facts}>
        {fields.map(
          (field) =>
            (field === 'name' || subject[field] !== null) && (
              <div key={field}>
                <dt>{words(`facts.${field}`)}</dt>
                <dd>
                  {warning === undefined || warning.subject[field] !== subject[field] ? (
                    (subject[field] ?? t('unnamed'))
                  ) : (
                    <Suspense fallback={subject[field]}>
                      <Revealable warning={warning} field={field} />
                    </Suspense>
                  )}
                </dd>
              </div>
            ),
        )}
        {more.some(Boolean) && (
          <div>
            <dt>{words('facts.person')}</dt>
            <dd>{more.filter(Boolean).join(' · ')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};

const Warnings = ({ person: { warnings, total, outside } }: { person: PersonView }) => {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const columns: readonly Column<WarningSummary>[] = [
    {
      key: 'no',
      title: t('col.no'),
      head: true,
      cell: ({ id, no }) => (
        <Link to={paths.warning} params={{ id }} search={{}}>
          {no}
        </Link>
      ),
    },
    {
      key: 'level',
      title: t('col.level'),
      cell: ({ level, state }) => (
        <ToneMark tone={state === 'closed' ? 'done' : level} label={common(`level.${level}`)} />
      ),
    },
    { key: 'headline', title: t('col.headline'), cell: ({ headline }) => headline },
    {
      key: 'state',
      title: t('col.state'),
      cell: ({ state, outcome }) =>
        outcome === null ? common(`state.${state}`) : common(`outcome.${outcome}`),
    },
    { key: 'unit', title: t('col.unit'), cell: ({ unit }) => unit.name },
    {
      key: 'received',
      title: t('col.received'),
      cell: ({ receivedAt }) => formatInstant(receivedAt, language, 'moment'),
    },
  ];
  return (
    <section className={css.part}>
      <h2>{t('warnings', { count: total })}</h2>
      <DataTable
        caption={warnings.length < total ? t('warningsMore', { count: warnings.length }) : ''}
        columns={columns}
        rows={warnings}
        rowKey={({ id }) => id}
      />
      <p className={css.quiet}>{outside === 0 ? t('outsideNone') : t('outside', { count: outside })}</p>
    </section>
  );
};

const Loans = ({ loans }: Pick<PersonView, 'loans'>) => {
  const { t } = useTranslation('people');
  const language = useLanguage();
  return (
    <section className={css.part}>
      <h2>{t('loans')}</h2>
      {loans.length === 0 && <p className={css.quiet}>{t('loansNone')}</p>}
      <ul className={css.list}>
        {loans.map((loan) => (
          <li key={loan.id}>
            {t('loan', {
              name: loan.borrower.name,
              unit: loan.borrowerUnit.name,
              until: formatInstant(loan.until, language, 'moment'),
            })}{' '}
            {!loan.running && <span className={css.quiet}>{t('loanOver')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};
