import type { ContactGap } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, type Column, DataTable, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { AppointForm } from './appoint-form.tsx';
import { ContactTable } from './contact-table.tsx';
import css from './staff.module.css';

const shownAtOnce = 50;

/** Contacts that are missing, not confirmed for long, or not reported to the other side. */
export const AttentionTab = () => {
  const { t } = useTranslation('staff');
  const manages = useMe().acts.includes('staff.manage');
  const [gap, setGap] = useState<ContactGap | null>(null);
  const [all, setAll] = useState(false);
  const query = useQuery(api.staff.attention.queryOptions());
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { gaps, stale, unreported, days } = query.data;
  const columns: Column<ContactGap>[] = [
    { key: 'unit', title: t('member.unit'), cell: ({ unit }) => unit.name, head: true },
    {
      key: 'duty',
      title: t('member.functions'),
      cell: (one) => t('contact.as', { duty: t(`duty.${one.function}`), rank: one.rank }),
    },
    {
      key: 'since',
      title: t('attention.since'),
      cell: ({ since, last }) =>
        since === null
          ? t('attention.never')
          : t('attention.sinceDay', { day: since, name: last?.name ?? '' }),
    },
  ];
  if (manages)
    columns.push({
      key: 'act',
      title: t('act'),
      cell: (one) => <Button onClick={() => setGap(one)}>{t('contact.appoint')}</Button>,
    });
  return (
    <section className={css.part} aria-label={t('tabs.attention')}>
      {gaps.length + stale.length + unreported.length === 0 && (
        <PageState icon="check" title={t('attention.nothing')}>
          <p>{t('attention.nothingWhy', { days })}</p>
        </PageState>
      )}
      <ContactTable contacts={unreported} caption={t('attention.unreported', { count: unreported.length })} />
      {gaps.length > 0 && (
        <>
          <DataTable
            caption={t('attention.gaps', { count: gaps.length })}
            columns={columns}
            rows={all ? gaps : gaps.slice(0, shownAtOnce)}
            rowKey={({ unit, function: duty, rank }) => `${unit.id} ${duty} ${rank}`}
          />
          {!all && gaps.length > shownAtOnce && (
            <div>
              <Button onClick={() => setAll(true)}>{t('more')}</Button>
            </div>
          )}
        </>
      )}
      <ContactTable contacts={stale} caption={t('attention.stale', { count: stale.length, days })} />
      <Dialog open={gap !== null} title={t('contact.appoint')} onClose={() => setGap(null)}>
        {gap && <AppointForm place={gap} onDone={() => setGap(null)} />}
      </Dialog>
    </section>
  );
};
