import { type Loan, loanViews } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import {
  Button,
  type Column,
  DataTable,
  Notice,
  Page,
  PageState,
  Skeleton,
  Tabs,
  ToneMark,
} from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { paths, toWarning } from '../paths.ts';
import { useMe } from '../session/index.ts';
import css from './loans.module.css';
import { useEndLoan } from './use-end-loan.ts';

const route = getRouteApi(`/shell${paths.loans}`);

/** What was lent to me, and what I lent: to whom, for what, until when; ended from here. */
export const LoansPage = () => {
  const { t } = useTranslation('loans');
  const { t: common } = useTranslation();
  const { acts } = useMe();
  const { view = 'borrowed' } = route.useSearch();
  const query = useQuery(api.loans.list.queryOptions({ input: { view } }));
  const { end, ending, refused } = useEndLoan();
  const columns = useColumns(view, (loan) =>
    loan.mayEnd ? (
      <Button busy={ending === loan.id} onClick={() => end(loan.id)}>
        {t(view === 'lent' ? 'takeBack' : 'giveBack')}
      </Button>
    ) : null,
  );
  useTitle(t('room'));
  const views = loanViews.filter((one) => one === 'borrowed' || acts.includes('loans.lend'));
  const content = () => {
    if (query.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="copy" title={t(`empty.${view}`)}>
          <p>{t(`emptyWhy.${view}`)}</p>
        </PageState>
      );
    return (
      <DataTable caption={t(`view.${view}`)} columns={columns} rows={query.data} rowKey={({ id }) => id} />
    );
  };
  return (
    <Page>
      <h1>{t('title')}</h1>
      <p className={css.quiet}>{t('intro')}</p>
      <Tabs label={t('views')}>
        {views.map((one) => (
          <Link
            key={one}
            to={paths.loans}
            search={one === 'borrowed' ? {} : { view: one }}
            activeOptions={{ exact: true }}
            aria-current={one === view ? 'page' : undefined}
          >
            {t(`view.${one}`)}
          </Link>
        ))}
      </Tabs>
      {refused !== null && <Notice kind="error">{refused}</Notice>}
      {content()}
    </Page>
  );
};

const useColumns = (view: 'borrowed' | 'lent', act: (loan: Loan) => ReactNode): readonly Column<Loan>[] => {
  const { t } = useTranslation('loans');
  const language = useLanguage();
  const at = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  return [
    {
      key: 'warning',
      title: t('col.warning'),
      head: true,
      cell: ({ warning }) =>
        warning === null ? (
          <span className={css.quiet}>{t('outOfSight')}</span>
        ) : (
          <Link {...toWarning(warning.id)}>
            {t('warning', { no: warning.no, name: warning.name ?? t('unnamed'), place: warning.place })}
          </Link>
        ),
    },
    view === 'lent'
      ? {
          key: 'who',
          title: t('col.borrower'),
          cell: (loan) => `${loan.borrower.name} · ${loan.borrowerUnit.name}`,
        }
      : {
          key: 'who',
          title: t('col.lender'),
          cell: (loan) => `${loan.lender.name} · ${loan.lenderUnit.name}`,
        },
    { key: 'purpose', title: t('col.purpose'), cell: ({ purpose }) => t(`purpose.${purpose}`) },
    { key: 'reason', title: t('col.reason'), cell: ({ reason }) => reason },
    {
      key: 'until',
      title: t('col.until'),
      cell: ({ running, until, ended }) => (
        <>
          <ToneMark tone={running ? 'middle' : 'low'} label={t(running ? 'running' : 'over')} />
          <div className={css.quiet}>
            {ended === null ? at(until) : t('endedBy', { name: ended.by.name, at: at(ended.at) })}
          </div>
        </>
      ),
    },
    ...(view === 'lent'
      ? [{ key: 'reads', title: t('col.reads'), cell: ({ reads }: Loan) => reads ?? '—' }]
      : []),
    { key: 'act', title: t('col.act'), cell: act },
  ];
};
