import type { WarningSummary } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { serverNow } from '../../api/index.ts';
import { isOverdue } from '../clock/running-clock.ts';
import { listQuery } from '../queries.ts';
import type { DeskSearch } from '../search.ts';
import { type Frozen, nothingShown, sameFrozen, settle, takeIn } from './frozen-rows.ts';

type Kept = { key: string; pages: number; frozen: Frozen };

/** The rows of one question in the order that the person last saw, with their newest content. */
export const useFrozenList = (search: DeskSearch) => {
  const options = listQuery(search);
  const key = JSON.stringify(options.queryKey);
  const query = useInfiniteQuery(options);
  const [kept, setKept] = useState<Kept>({ key: '', pages: 0, frozen: nothingShown });
  // Rows that left the question are still shown, with what was last known of them.
  const known = useRef(new Map<string, WarningSummary>());

  const all = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const items = search.view === 'overdue' ? all.filter((item) => isOverdue(item, serverNow())) : all;
  const fresh = items.map(({ id }) => id);
  const pages = query.data?.pages.length ?? 0;
  for (const item of all) known.current.set(item.id, item);

  let now = kept;
  if (query.data !== undefined) {
    const frozen = kept.key === key ? settle(kept.frozen, fresh, pages > kept.pages) : takeIn(fresh);
    if (kept.key !== key || kept.pages !== pages || !sameFrozen(frozen, kept.frozen)) {
      now = { key, pages, frozen };
      // Derived while rendering: the old question's rows are never shown under the new one.
      setKept(now);
    }
  }
  const current = now.key === key;
  const inQuestion = new Set(fresh);
  const shown = current ? now.frozen.shown : [];
  return {
    query,
    /** How many answer the question on the server; unknown where rows were left out here. */
    total: items.length === all.length ? query.data?.pages[0]?.total : undefined,
    rows: shown.flatMap((id) => known.current.get(id) ?? []),
    gone: shown.filter((id) => !inQuestion.has(id)).length,
    waiting: current ? now.frozen.waiting.flatMap((id) => known.current.get(id) ?? []) : [],
    /** Whether a row still answers the question: done ones are dimmed in their place. */
    isGone: (id: string) => !inQuestion.has(id),
    takeIn: () => setKept({ key, pages, frozen: takeIn(fresh) }),
  };
};
export type FrozenList = ReturnType<typeof useFrozenList>;
