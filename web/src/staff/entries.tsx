import type { StaffEntry } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, type Column, DataTable } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import css from './staff.module.css';
import { WhyForm } from './why-form.tsx';

/** Secondments, trainings, qualifications; what was struck out stays readable. */
export const Entries = ({ entries }: { entries: readonly StaffEntry[] }) => {
  const { t } = useTranslation('staff');
  const manages = useMe().acts.includes('staff.manage');
  const [striking, setStriking] = useState<StaffEntry | null>(null);
  if (entries.length === 0) return <p className={css.small}>{t('entry.none')}</p>;
  const columns: readonly Column<StaffEntry>[] = [
    {
      key: 'title',
      title: t('entry.title'),
      head: true,
      cell: ({ title, struck }) => (struck === null ? title : <s>{title}</s>),
    },
    { key: 'kind', title: t('entry.kind'), cell: ({ kind }) => t(`entryKind.${kind}`) },
    {
      key: 'days',
      title: t('entry.days'),
      cell: ({ fromDay, toDay }) =>
        t(toDay === null ? 'entry.since' : 'contact.span', { from: fromDay, to: toDay ?? '' }),
    },
    {
      key: 'more',
      title: t('entry.more'),
      cell: ({ fromUnit, hours, certificate }) =>
        [fromUnit?.name, hours === null ? null : t('entry.hoursOf', { hours }), certificate]
          .filter(Boolean)
          .join(' · ') || '—',
    },
    {
      key: 'act',
      title: t('act'),
      cell: (entry) =>
        entry.struck !== null
          ? t('entry.struck', { name: entry.struck.by.name, why: entry.struck.why })
          : manages && (
              <Button kind="quiet" onClick={() => setStriking(entry)}>
                {t('entry.strike')}
              </Button>
            ),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('entry.count', { count: entries.length })}
        columns={columns}
        rows={entries}
        rowKey={({ id }) => id}
      />
      <Dialog open={striking !== null} title={t('entry.strike')} onClose={() => setStriking(null)}>
        {striking && (
          <WhyForm
            label={t('entry.strike')}
            hint={t('entry.strikeHint')}
            send={(why) => client.staff.strikeEntry({ id: striking.id, why })}
            onDone={() => setStriking(null)}
          />
        )}
      </Dialog>
    </>
  );
};
