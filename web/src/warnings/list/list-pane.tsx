import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../design/index.ts';
import { ReadFailed } from '../../errors/index.ts';
import { LiveBadge } from '../../live/index.ts';
import type { DeskSearch } from '../search.ts';
import css from './list.module.css';
import { ListEmpty } from './list-empty.tsx';
import { NewsBar } from './news-bar.tsx';
import type { FrozenList } from './use-frozen-list.ts';
import { WarningList } from './warning-list.tsx';

type Props = {
  list: FrozenList;
  search: DeskSearch;
  selected: string | undefined;
  onSelect: (id: string) => void;
  onMove: (by: number) => void;
};

export const ListPane = ({ list, search, selected, onSelect, onMove }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const { query, rows, total } = list;
  const content = () => {
    if (query.isPending)
      return (
        <div className={css.waiting}>
          <Skeleton lines={14} label={common('do.loading')} />
        </div>
      );
    // With rows on screen a failed refresh must not take them away; the live badge says that they may be old.
    if (query.isError && rows.length === 0)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (rows.length === 0 && !query.hasNextPage) return <ListEmpty search={search} />;
    return <WarningList list={list} selected={selected} onSelect={onSelect} onMove={onMove} />;
  };
  return (
    <section className={css.pane} aria-label={t('list.label')}>
      <NewsBar waiting={list.waiting} gone={list.gone} total={total} onTake={list.takeIn} />
      {content()}
      <footer className={css.foot}>
        <LiveBadge />
      </footer>
    </section>
  );
};
