import type { Loan, WarningDetail } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import { Button, Notice, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { LendForm } from './lend-form.tsx';
import css from './loans.module.css';
import { useEndLoan } from './use-end-loan.ts';

/** Who has this warning now, and the form that lends it. */
export const LendDialog = ({ warning, onClose }: { warning: WarningDetail; onClose: () => void }) => {
  const { t } = useTranslation('loans');
  const { t: common } = useTranslation();
  const borrowers = useQuery(api.loans.borrowers.queryOptions({ input: {} }));
  const loans = useQuery(api.loans.list.queryOptions({ input: { view: 'lent', warning: warning.id } }));
  const content = () => {
    if (borrowers.isPending || loans.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (borrowers.data === undefined || loans.data === undefined)
      return (
        <ReadFailed
          error={borrowers.error ?? loans.error}
          retry={() => {
            if (borrowers.isError) void borrowers.refetch();
            if (loans.isError) void loans.refetch();
          }}
        />
      );
    return (
      <>
        <LentNow loans={loans.data} />
        <LendForm warning={warning} {...borrowers.data} onClose={onClose} />
      </>
    );
  };
  return (
    <Dialog open title={t('form.title', { no: warning.no })} onClose={onClose}>
      {content()}
    </Dialog>
  );
};

/** Running loans, and why one could not be ended: that is said also when it is gone from the list. */
const LentNow = ({ loans }: { loans: readonly Loan[] }) => {
  const { t } = useTranslation('loans');
  const language = useLanguage();
  const { end, ending, refused } = useEndLoan();
  const running = loans.filter((loan) => loan.running);
  return (
    <>
      {refused !== null && <Notice kind="error">{refused}</Notice>}
      {running.length > 0 && (
        <section aria-label={t('form.now')}>
          <h3 className={css.small}>{t('form.now')}</h3>
          <ul className={css.now}>
            {running.map((loan) => (
              <li key={loan.id}>
                <span>
                  {t('form.one', {
                    name: loan.borrower.name,
                    purpose: t(`purpose.${loan.purpose}`),
                    at: formatInstant(loan.until, language, 'moment', serverNow()),
                  })}
                </span>
                {loan.mayEnd && (
                  <Button busy={ending === loan.id} onClick={() => end(loan.id)}>
                    {t('takeBack')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
