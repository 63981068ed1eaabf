import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import css from './approvals.module.css';

/** Somebody else's request may come while nobody looks. */
const countsQuery = api.approvals.counts.queryOptions({ refetchInterval: 30_000 });

/** On the rail: how many requests wait for my yes or no. */
export const WaitingCount = () => {
  const { t } = useTranslation('approvals');
  const { data } = useQuery(countsQuery);
  if (data === undefined || data.todo === 0) return null;
  return (
    <span className={css.count} role="img" aria-label={t('countLabel', { count: data.todo })}>
      {data.todo}
    </span>
  );
};
