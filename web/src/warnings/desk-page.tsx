import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, toRefusal } from '../api/index.ts';
import { useMedia } from '../design/index.ts';
import { Forbidden } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { useKeys } from '../keys/index.ts';
import { paths, toWarning } from '../paths.ts';
import { DoneBar } from './acts/done-bar.tsx';
import { DroppedKeys } from './acts/queue-words.tsx';
import css from './desk.module.css';
import { DeskHead } from './desk-head.tsx';
import { ListPane } from './list/list-pane.tsx';
import { numberTyped } from './list/type-ahead.ts';
import { useFrozenList } from './list/use-frozen-list.ts';
import { detailQuery } from './queries.ts';
import { useDeskNews } from './use-desk-news.ts';

const route = getRouteApi(`/shell${paths.warnings}`);

/** List on the left, one warning on the right; on a phone one after the other. */
export const DeskPage = () => {
  const { t } = useTranslation('warnings');
  const search = route.useSearch();
  const { id } = useParams({ strict: false });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const phone = useMedia('phone');
  const list = useFrozenList(search);
  const typed = useRef({ digits: '', at: 0 });
  useDeskNews(id);

  const select = (next: string | undefined, replace = false) => {
    if (next !== undefined && next !== id) void navigate({ ...toWarning(next), replace });
  };
  const { rows } = list;
  const at = rows.findIndex((row) => row.id === id);
  const move = (by: number) => select(rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.id, true);

  const first = rows[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when there is something to open and nothing open
  useEffect(() => {
    if (!phone && id === undefined) select(first, true);
  }, [phone, id, first]);
  const next = rows[at + 1]?.id;
  useEffect(() => {
    if (next !== undefined) void queryClient.prefetchQuery(detailQuery(next));
  }, [next, queryClient]);
  useTitle(t('room'));

  useKeys((key) => {
    if (key === 'j') move(1);
    else if (key === 'k') move(-1);
    else if (key === 'n' && list.waiting.length + list.gone > 0) list.takeIn();
    else if (/^\d$/.test(key)) {
      typed.current = numberTyped(typed.current, key, performance.now());
      select(rows.find(({ no }) => String(no).startsWith(typed.current.digits))?.id, true);
    } else return false;
    return true;
  });

  if (codeOf(list.query.error) === 'FORBIDDEN') return <Forbidden data={toRefusal(list.query.error).data} />;
  const listShown = !phone || id === undefined;
  const nothing = id === undefined && rows.length === 0;
  const alone = nothing ? phone || !list.query.isPending : phone && id === undefined;
  return (
    <div className={css.desk}>
      {listShown && <DeskHead search={search} />}
      <div className={css.panes} data-alone={alone || undefined}>
        {listShown && <ListPane list={list} search={search} selected={id} onSelect={select} onMove={move} />}
        {!alone && !nothing && <Outlet />}
      </div>
      <DroppedKeys />
      <DoneBar onNext={next === undefined ? undefined : () => select(next, true)} />
    </div>
  );
};
