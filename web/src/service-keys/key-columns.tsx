import type { ServiceKeyEntry } from '@lanzha/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { type Column, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { wordOf } from './right-words.ts';
import css from './service-keys.module.css';

const tones = { granted: 'middle', live: 'done', expired: 'middle', revoked: 'low' } as const;

export const useKeyColumns = (
  act: (key: ServiceKeyEntry) => ReactNode,
): readonly Column<ServiceKeyEntry>[] => {
  const { t } = useTranslation('service-keys');
  const language = useLanguage();
  const moment = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  return [
    { key: 'source', title: t('column.source'), cell: ({ source }) => source, head: true },
    { key: 'number', title: t('column.number'), cell: ({ number }) => number },
    { key: 'unit', title: t('column.unit'), cell: ({ unit }) => unit.name },
    {
      key: 'allow',
      title: t('column.allow'),
      cell: ({ allow }) => allow.map((right) => t(`right.${wordOf[right]}`)).join(' · '),
    },
    {
      key: 'from',
      title: t('column.from'),
      cell: ({ allowFrom }) => (allowFrom.length === 0 ? t('anywhere') : allowFrom.join(' · ')),
    },
    {
      key: 'state',
      title: t('column.state'),
      cell: ({ state, revokedReason, createdBy, fetchUntil }) => (
        <>
          <ToneMark tone={tones[state]} label={t(`state.${state}`)} />
          {state === 'granted' && fetchUntil !== null && (
            <div className={css.quiet}>
              {t('fetchBy', { name: createdBy?.name ?? '—', at: moment(fetchUntil) })}
            </div>
          )}
          {revokedReason && <div className={css.quiet}>{revokedReason}</div>}
        </>
      ),
    },
    {
      key: 'expires',
      title: t('column.expires'),
      cell: ({ expiresAt }) =>
        expiresAt === null ? t('never') : formatInstant(expiresAt, language, 'moment'),
    },
    {
      key: 'used',
      title: t('column.used'),
      cell: ({ lastUsedAt, lastUsedFrom }) =>
        lastUsedAt === null ? (
          t('unused')
        ) : (
          <>
            {moment(lastUsedAt)}
            <div className={css.quiet}>{lastUsedFrom}</div>
          </>
        ),
    },
    { key: 'act', title: t('column.act'), cell: act },
  ];
};
