import type { AuditRecord } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, type Column, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './audit.module.css';
import { useEventWords } from './use-event-words.ts';

export const useColumns = (onShow: (record: AuditRecord) => void): readonly Column<AuditRecord>[] => {
  const { t } = useTranslation('audit');
  const language = useLanguage();
  const eventWords = useEventWords();
  return [
    { key: 'at', title: t('col.at'), cell: ({ at }) => formatInstant(at, language, 'full'), head: true },
    { key: 'actor', title: t('col.actor'), cell: ({ actor }) => actor?.name ?? t('nobody') },
    { key: 'unit', title: t('col.unit'), cell: ({ unit }) => unit?.name ?? '—' },
    { key: 'event', title: t('col.event'), cell: ({ event }) => eventWords(event) },
    {
      key: 'ok',
      title: t('col.ok'),
      cell: ({ ok }) => <ToneMark tone={ok ? 'done' : 'high'} label={t(ok ? 'done' : 'refused')} />,
    },
    {
      key: 'target',
      title: t('col.target'),
      cell: ({ target }) => <span className={css.handle}>{shortened(target)}</span>,
    },
    {
      key: 'act',
      title: t('col.act'),
      cell: (record) => (
        <Button kind="quiet" onClick={() => onShow(record)}>
          {t('detail.open')}
        </Button>
      ),
    },
  ];
};

/** Enough of a handle to tell two apart; the whole of it stands in the detail. */
const shortened = (target: string | null): string => {
  if (target === null) return '—';
  return target.length > 24 ? `${target.slice(0, target.lastIndexOf('/') + 1)}…${target.slice(-8)}` : target;
};
