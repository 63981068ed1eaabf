import { type Delivery, type DeliveryState, deliveryStates } from '@lanzha/contract';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { Button, Choices, type Column, DataTable, Notice, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { DiscardForm } from './discard-form.tsx';
import css from './notify.module.css';
import { useReasonWords } from './use-reason-words.ts';

const key = ['notify', 'deliveries'] as const;

/** What went out of the house or did not; what was given up can be sent again or discarded with a reason. */
export const Deliveries = () => {
  const { t } = useTranslation('notify');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const reasonWords = useReasonWords();
  const queryClient = useQueryClient();
  const [state, setState] = useState<DeliveryState>('dead');
  const [discarding, setDiscarding] = useState<Delivery | null>(null);
  const query = useInfiniteQuery({
    queryKey: [...key, state],
    queryFn: ({ pageParam, signal }) =>
      client.notify.deliveries(
        { state, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const refresh = () => void queryClient.invalidateQueries({ queryKey: key });
  const retry = useMutation({
    mutationFn: ({ id }: Delivery) => client.notify.retryDelivery({ id }),
    onSettled: refresh,
  });
  const columns: readonly Column<Delivery>[] = [
    {
      key: 'to',
      title: t('deliveries.to'),
      cell: ({ person, webhook, channel }) =>
        `${t(`channel.${channel}`)} · ${person?.name ?? webhook?.host ?? t('deliveries.nobody')}`,
      head: true,
    },
    { key: 'reason', title: t('deliveries.reason'), cell: ({ reason }) => reasonWords(reason) },
    { key: 'attempts', title: t('deliveries.attempts'), cell: ({ attempts }) => attempts },
    {
      key: 'at',
      title: t(state === 'waiting' ? 'deliveries.next' : 'deliveries.at'),
      cell: ({ at }) => formatInstant(at, language, 'moment', serverNow()),
    },
    ...(state === 'dead'
      ? [
          {
            key: 'act',
            title: t('deliveries.act'),
            cell: (row: Delivery) => (
              <span className={css.acts}>
                <Button
                  busy={retry.isPending && retry.variables.id === row.id}
                  onClick={() => retry.mutate(row)}
                >
                  {t('deliveries.retry')}
                </Button>
                <Button kind="quiet" onClick={() => setDiscarding(row)}>
                  {t('deliveries.discard')}
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ];
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const content = () => {
    if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (rows.length === 0)
      return (
        <PageState icon="check" title={t(`deliveries.empty.${state}`)}>
          <p>{t('deliveries.emptyWhy')}</p>
        </PageState>
      );
    return (
      <>
        <DataTable caption={t('deliveries.caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
        {query.hasNextPage && (
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </>
    );
  };
  return (
    <section className={css.part}>
      <Choices
        legend={t('deliveries.state')}
        value={state}
        options={deliveryStates.map((value) => ({ value, label: t(`deliveries.states.${value}`) }))}
        onChange={setState}
      />
      {retry.error && (
        <Notice kind="error">{explain(retry.error, { NOT_DEAD: t('deliveries.notDead') })}</Notice>
      )}
      {content()}
      <Dialog
        open={discarding !== null}
        title={t('deliveries.discardTitle')}
        onClose={() => setDiscarding(null)}
      >
        {discarding !== null && (
          <DiscardForm
            id={discarding.id}
            onDone={() => {
              setDiscarding(null);
              refresh();
            }}
          />
        )}
      </Dialog>
    </section>
  );
};
