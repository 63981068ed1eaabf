import type { WarningDetail } from '@lanzha/contract';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './loans.module.css';

const LendDialog = lazy(() => import('./lend-dialog.tsx').then((part) => ({ default: part.LendDialog })));
/** Timers cannot wait longer. */
const longestWait = 2 ** 31 - 1;

/** Of one warning: by whose leave I see it and till when, or the act of lending it; nothing for everybody else. */
export const LentLine = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('loans');
  const language = useLanguage();
  const queryClient = useQueryClient();
  const [lending, setLending] = useState(false);
  const { lent, mayLend } = warning;
  const until = lent?.until;
  useEffect(() => {
    if (until === undefined) return;
    const wait = Math.min(Date.parse(until) - serverNow() + 1_000, longestWait);
    const timer = setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: api.warnings.key() }),
      wait,
    );
    return () => clearTimeout(timer);
  }, [until, queryClient]);
  if (lent !== null)
    return (
      <Notice kind="info">
        {t(`lentLine.${lent.purpose}`, {
          name: lent.by,
          at: formatInstant(lent.until, language, 'moment', serverNow()),
        })}
      </Notice>
    );
  if (!mayLend) return null;
  return (
    <div className={css.lend}>
      <Button kind="quiet" icon="copy" onClick={() => setLending(true)}>
        {t('lend')}
      </Button>
      {lending && (
        <Suspense fallback={null}>
          <LendDialog warning={warning} onClose={() => setLending(false)} />
        </Suspense>
      )}
    </div>
  );
};
