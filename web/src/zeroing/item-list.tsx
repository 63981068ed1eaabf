import type { ZeroingItem, ZeroingView } from '@lanzha/contract';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button, Notice, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { ItemCard } from './item-card.tsx';
import { itemsQuery, refreshFigures } from './queries.ts';
import css from './zeroing.module.css';

type Props = { view: ZeroingView; unit: string | undefined; sheetDay: string };

/** Warnings of the sheet. It stands still: new ones, and the new day, come when the person asks for them. */
export const ItemList = ({ view, unit, sheetDay }: Props) => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(itemsQuery(view, unit));
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { pages } = query.data;
  const [first] = pages;
  const items = pages.flatMap((page) => page.items);
  const refresh = () => Promise.all([query.refetch(), refreshFigures(queryClient)]);
  return (
    <section className={css.part} aria-label={t(`view.${view}`)}>
      {first !== undefined && first.day !== sheetDay ? (
        <Notice kind="warn" action={<Button onClick={() => void refresh()}>{t('head.open')}</Button>}>
          {t('head.passed')}
        </Notice>
      ) : (
        <p className={css.asOf}>
          {t('head.asOf', { at: formatInstant(first?.asOf ?? '', language, 'moment', serverNow()) })}
          <Button kind="quiet" busy={query.isRefetching} onClick={() => void refresh()}>
            {t('head.refresh')}
          </Button>
        </p>
      )}
      {items.length === 0 && (
        <PageState icon="check" title={t(`empty.${view}`)}>
          <p>{t(`empty.${view}Why`)}</p>
        </PageState>
      )}
      {groupsOf(items).map(({ key, carried, unitName, items: some }) => (
        <section key={key} className={css.group}>
          <h2>{carried ? t('list.carried') : t('list.fresh', { unit: unitName })}</h2>
          <ul className={css.items}>
            {some.map((item) => (
              <ItemCard key={item.warning.id} item={item} day={first?.day ?? sheetDay} />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  );
};

type Group = { key: string; carried: boolean; unitName: string; items: ZeroingItem[] };

/** What was carried over as one group, the rest by unit, in the order of the list. */
const groupsOf = (items: readonly ZeroingItem[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const { carried, warning } = item;
    const key = carried ? 'carried' : warning.unit.id;
    const group = groups.get(key) ?? { key, carried, unitName: warning.unit.name, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
};
