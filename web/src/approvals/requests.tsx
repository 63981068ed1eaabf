import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { ApprovalCard } from './approval-card.tsx';
import css from './approvals.module.css';
import { type Refused, RefusedNotice } from './refused.tsx';
import type { View } from './search.ts';

/** The requests of one view, and above them what was refused about one that is no longer there. */
export const Requests = ({ view }: { view: View }) => {
  const { t } = useTranslation('approvals');
  const [refused, setRefused] = useState<Refused | null>(null);
  const query = useQuery(api.approvals.list.queryOptions({ input: { view } }));
  const told = query.data?.some(({ id, offers }) => id === refused?.approval.id && offers.length > 0);
  const content = () => {
    if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="check" title={t(`empty.${view}`)}>
          <p>{t(`emptyWhy.${view}`)}</p>
        </PageState>
      );
    return (
      <ul className={css.cards}>
        {query.data.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} onRefused={setRefused} />
        ))}
      </ul>
    );
  };
  return (
    <section className={css.listing} aria-label={t(`view.${view}`)}>
      {refused !== null && !told && <RefusedNotice refused={refused} />}
      {content()}
    </section>
  );
};
