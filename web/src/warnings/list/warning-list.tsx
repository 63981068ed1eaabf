import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sizes, useMedia } from '../../design/index.ts';
import css from './list.module.css';
import type { FrozenList } from './use-frozen-list.ts';
import { WarningRow } from './warning-row.tsx';

type Props = {
  list: FrozenList;
  selected: string | undefined;
  onSelect: (id: string) => void;
  onMove: (by: number) => void;
};
const optionId = (id: string) => `warning-${id}`;

/** Virtual: thousands of rows cost no more than those on screen. */
export const WarningList = ({ list, selected, onSelect, onMove }: Props) => {
  const { t } = useTranslation('warnings');
  const phone = useMedia('phone');
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, query } = list;
  const height = phone ? sizes.s16 : sizes.row;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (at) => rows[at]?.id ?? at,
  });
  const at = rows.findIndex(({ id }) => id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another row is chosen, not when rows change
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turned phone has other rows
  useEffect(() => virtual.measure(), [height]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && last >= rows.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, last, rows.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -rows.length, End: rows.length }[
      event.key
    ];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <div
      ref={scroller}
      className={css.list}
      role="listbox"
      aria-label={t('list.label')}
      aria-activedescendant={
        shown.some(({ index }) => index === at) ? optionId(rows[at]?.id ?? '') : undefined
      }
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={css.space} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const warning = rows[index];
          if (!warning) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the listbox holds the focus and hears the keys
            <div
              key={key}
              id={optionId(warning.id)}
              role="option"
              aria-selected={warning.id === selected}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={css.option}
              style={{ height, transform: `translateY(${start}px)` }}
              onClick={() => onSelect(warning.id)}
            >
              <WarningRow warning={warning} gone={list.isGone(warning.id)} />
            </div>
          );
        })}
      </div>
    </div>
  );
};
