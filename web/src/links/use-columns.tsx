import type { Link as Entry } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, type Column, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './links.module.css';

export const useColumns = (open: (entry: Entry) => void): readonly Column<Entry>[] => {
  const { t } = useTranslation('links');
  const language = useLanguage();
  return [
    {
      key: 'value',
      title: t('col.value'),
      head: true,
      cell: ({ value }) => <span className={css.value}>{value}</span>,
    },
    { key: 'kind', title: t('col.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
    { key: 'verdict', title: t('col.verdict'), cell: (entry) => <Verdict entry={entry} /> },
    {
      key: 'source',
      title: t('col.source'),
      cell: ({ source, note }) => (
        <>
          {source}
          {note !== '' && <div className={css.small}>{note}</div>}
        </>
      ),
    },
    { key: 'by', title: t('col.by'), cell: ({ addedBy }) => addedBy?.name ?? t('byProduct') },
    {
      key: 'until',
      title: t('col.until'),
      cell: ({ expiresAt }) => (expiresAt === null ? t('noEnd') : formatInstant(expiresAt, language, 'day')),
    },
    {
      key: 'objections',
      title: t('col.objections'),
      cell: ({ objections }) =>
        objections === 0 ? '—' : <ToneMark tone="middle" label={t('objections', { count: objections })} />,
    },
    {
      key: 'act',
      title: t('col.act'),
      cell: (entry) => (
        <Button kind="quiet" aria-label={t('openOne', { value: entry.value })} onClick={() => open(entry)}>
          {t('open')}
        </Button>
      ),
    },
  ];
};

/** What the list says, or that it says nothing any more. */
export const Verdict = ({ entry }: { entry: Entry }) => {
  const { t } = useTranslation('links');
  if (entry.state !== 'active') return <ToneMark tone="low" label={t(`state.${entry.state}`)} />;
  return <ToneMark tone={entry.verdict === 'bad' ? 'high' : 'done'} label={t(`verdict.${entry.verdict}`)} />;
};
