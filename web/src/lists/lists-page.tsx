import { sortKeysOf } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, toRefusal } from '../api/index.ts';
import { Notice, useMedia } from '../design/index.ts';
import { Forbidden } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { Chips } from './chips.tsx';
import css from './lists.module.css';
import { listQuery } from './queries.ts';
import { Rows } from './rows.tsx';
import { changed, differs, type ListSearch, sortOf, withoutFilters } from './search.ts';
import { sortInAddress } from './sorting.ts';
import { Tools } from './tools.tsx';
import { useViews } from './use-views.ts';
import { ViewTabs } from './view-tabs.tsx';

const route = getRouteApi(`/shell${paths.lists}`);

/** All warnings of the own scope as a table: which, in which order, which columns. Everything stands in the address. */
export const ListsPage = () => {
  const { t } = useTranslation('lists');
  const search = route.useSearch();
  const navigate = useNavigate();
  const phone = useMedia('phone');
  const query = useInfiniteQuery(listQuery(search));
  const views = useViews();
  const bare = Object.keys(search).length === 0;
  const [arrived, setArrived] = useState(!bare);
  const go = (next: ListSearch, replace = false) => void navigate({ to: paths.lists, search: next, replace });
  const set = (change: Parameters<typeof changed>[1]) => go(changed(search, change));

  // Who comes without a question is led to the view that they open first; once, so that "all" can still be opened.
  const home = views.tabs.find(({ ref }) => ref === views.first)?.search;
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival only
  useEffect(() => {
    if (arrived || !views.ready) return;
    setArrived(true);
    if (bare && home !== undefined && Object.keys(home).length > 0) go(home, true);
  }, [arrived, views.ready]);
  useTitle(t('room'));

  if (codeOf(query.error) === 'FORBIDDEN') return <Forbidden data={toRefusal(query.error).data} />;
  const current = search.view ?? 'all';
  const saved = views.tabs.find(({ ref }) => ref === current)?.saved;
  const differing = saved !== undefined && differs(search, saved);
  const unsaved = differing && views.change.variables?.id === current ? views.why(views.change) : null;
  const sort = sortKeysOf(sortOf(search));
  return (
    <div className={css.page}>
      <header className={css.head}>
        <div className={css.title}>
          <h1>{t('title')}</h1>
          <Tools
            search={search}
            views={views}
            total={query.data?.pages[0]?.total ?? undefined}
            onSet={set}
            onGo={go}
            onClear={() => go(withoutFilters(search))}
          />
        </div>
        <ViewTabs views={views} current={current} />
      </header>
      <div className={css.bar}>
        {differing && <p className={css.quiet}>{t('view.changed', { name: saved.name })}</p>}
        {unsaved !== null && <Notice kind="error">{unsaved}</Notice>}
        <Chips
          search={search}
          sort={sort}
          onDrop={(name) => set({ [name]: undefined })}
          onSort={(keys) => set({ sort: sortInAddress(keys) })}
        />
      </div>
      <Rows
        key={JSON.stringify([search.sort, search.view])}
        query={query}
        search={search}
        phone={phone}
        onSet={set}
      />
    </div>
  );
};
