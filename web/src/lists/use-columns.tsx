import type { ListColumn, ListRow } from '@lanzha/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { ToneMark } from '../design/index.ts';
import { dayOf, formatInstant, formatYuan, useLanguage } from '../i18n/index.ts';
import css from './lists.module.css';
import type { ListSearch } from './search.ts';

export type TableColumn = {
  key: ListColumn;
  title: string;
  /** What is copied, and read out; masked as everything here. */
  text: (row: ListRow) => string;
  cell?: (row: ListRow) => ReactNode;
  /** Filters that leave over what has the same value here; undefined where none does. */
  same?: (row: ListRow) => Partial<ListSearch> | undefined;
  /** Digits stand below digits. */
  figures?: true;
  wide?: true;
};

const none = '—';

export const useColumns = (): Record<ListColumn, TableColumn> => {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const moment = (iso: string | null) =>
    iso === null ? none : formatInstant(iso, language, 'moment', serverNow());
  const day = (iso: string | null) =>
    iso === null ? undefined : `${dayOf(new Date(iso))}..${dayOf(new Date(iso))}`;
  const column = (key: ListColumn, more: Omit<TableColumn, 'key' | 'title'>): TableColumn => ({
    key,
    title: t(`column.${key}`),
    ...more,
  });
  const period = (name: 'received' | 'closed', iso: string | null) => {
    const found = day(iso);
    return found === undefined ? undefined : { [name]: found };
  };
  return {
    no: column('no', { text: ({ no }) => String(no), figures: true }),
    level: column('level', {
      text: ({ level }) => common(`level.${level}`),
      cell: ({ level, state }) => (
        <ToneMark tone={state === 'closed' ? 'low' : level} label={common(`level.${level}`)} />
      ),
      same: ({ level }) => ({ level }),
    }),
    name: column('name', {
      text: ({ subject }) => subject.name ?? t('unnamed'),
      cell: ({ subject, lent }) => (
        <>
          {subject.name ?? <span className={css.quiet}>{t('unnamed')}</span>}
          {lent !== null && <span className={css.lent}>{t('lent')}</span>}
        </>
      ),
    }),
    phone: column('phone', {
      text: ({ subject }) => subject.phone ?? subject.account ?? none,
      figures: true,
    }),
    headline: column('headline', { text: ({ headline }) => headline, wide: true }),
    fraudType: column('fraudType', {
      text: ({ fraudType }) => (fraudType === null ? none : common(`fraudType.${fraudType}`)),
      same: ({ fraudType }) => (fraudType === null ? undefined : { fraudType }),
    }),
    place: column('place', { text: ({ place }) => place.name, same: ({ place }) => ({ place: place.code }) }),
    unit: column('unit', { text: ({ unit }) => unit.name, same: ({ unit }) => ({ unit: unit.id }) }),
    assignee: column('assignee', {
      text: ({ assignee }) => assignee?.name ?? none,
      same: ({ assignee }) => ({ assignee: assignee?.id ?? 'nobody' }),
    }),
    state: column('state', {
      text: ({ state }) => common(`state.${state}`),
      same: ({ state }) => ({ state }),
    }),
    outcome: column('outcome', {
      text: ({ outcome }) => (outcome === null ? none : common(`outcome.${outcome}`)),
      same: ({ outcome }) => (outcome === null ? undefined : { outcome }),
    }),
    received: column('received', {
      text: ({ receivedAt }) => moment(receivedAt),
      same: ({ receivedAt }) => period('received', receivedAt),
      figures: true,
    }),
    due: column('due', {
      text: ({ dueAt }) => moment(dueAt),
      cell: ({ dueAt, overdue }) => (
        <span className={overdue ? css.overdue : undefined}>{moment(dueAt)}</span>
      ),
      same: ({ overdue }) => (overdue ? { overdue: true } : undefined),
      figures: true,
    }),
    lastEvidence: column('lastEvidence', {
      text: ({ lastEvidenceAt }) => moment(lastEvidenceAt),
      figures: true,
    }),
    closed: column('closed', {
      text: ({ closedAt }) => moment(closedAt),
      same: ({ closedAt }) => period('closed', closedAt),
      figures: true,
    }),
    saved: column('saved', {
      text: ({ savedFen }) => (savedFen === null ? none : formatYuan(savedFen)),
      same: ({ savedFen }) => ({ saved: savedFen !== null }),
      figures: true,
    }),
    source: column('source', { text: ({ source }) => source, same: ({ source }) => ({ source }) }),
    evidence: column('evidence', { text: ({ evidenceCount }) => String(evidenceCount), figures: true }),
  };
};
