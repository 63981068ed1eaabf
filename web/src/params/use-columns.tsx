import type { Param } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../design/index.ts';
import { ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { CertaintyMark } from './certainty-mark.tsx';
import css from './params.module.css';
import { useBasis, useParamName, useParamValue } from './use-param-words.ts';

export const useColumns = (acts: (param: Param) => ReactNode): readonly Column<Param>[] => {
  const { t } = useTranslation('params');
  const language = useLanguage();
  const name = useParamName();
  const value = useParamValue();
  const basis = useBasis();
  const readsApprovals = useMe().acts.includes('approvals.read');
  const at = (instant: string) => formatInstant(instant, language, 'moment');
  const next = ({ next, pending }: Param) => {
    if (pending !== null)
      return readsApprovals ? (
        <Link to={paths.approvals} search={{}}>
          {t('waiting')}
        </Link>
      ) : (
        <ToneMark tone="middle" label={t('waiting')} />
      );
    return next?.from ? t('nextAt', { at: at(next.from), value: value(next) }) : '—';
  };
  return [
    {
      key: 'name',
      title: t('column.name'),
      head: true,
      cell: (param) => (
        <span className={css.name}>
          {name(param)}
          <span className={css.code}>{param.code}</span>
        </span>
      ),
    },
    {
      key: 'value',
      title: t('column.value'),
      cell: ({ current }) => <span className={css.value}>{value(current)}</span>,
    },
    {
      key: 'certainty',
      title: t('column.certainty'),
      cell: ({ current }) => <CertaintyMark certainty={current.certainty} />,
    },
    { key: 'basis', title: t('column.basis'), cell: ({ current }) => basis(current.legalBasis) },
    {
      key: 'since',
      title: t('column.since'),
      cell: ({ current }) => (
        <span className={css.name}>
          {current.from === null ? t('since.ever') : t('since.at', { at: at(current.from) })}
          <span className={css.small}>
            {t('reviewed', { name: current.reviewedBy ?? t('reviewedNone') })}
          </span>
        </span>
      ),
    },
    { key: 'next', title: t('column.next'), cell: next },
    { key: 'act', title: t('column.act'), cell: (param) => <span className={css.acts}>{acts(param)}</span> },
  ];
};
