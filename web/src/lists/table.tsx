import type { ListColumn, ListRow, SortKey } from '@lanzha/contract';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../design/index.ts';
import css from './lists.module.css';
import { sortOfColumn } from './sorting.ts';
import type { TableColumn } from './use-columns.tsx';

export type Chosen = { row: string; column: ListColumn };
type Props = {
  columns: readonly TableColumn[];
  rows: readonly ListRow[];
  sort: readonly SortKey[];
  density: string;
  chosen: Chosen | undefined;
  onChoose: (chosen: Chosen) => void;
  onSort: (column: ListColumn, add: boolean) => void;
  /** A key on a cell that means something beyond moving. */
  onAct: (act: 'open' | 'only' | 'copy', chosen: Chosen) => void;
};

const steps: Record<string, readonly [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
const acts: Record<string, 'open' | 'only' | 'copy'> = {
  Enter: 'open',
  f: 'only',
  F: 'only',
  c: 'copy',
  C: 'copy',
};

/** A grid in which one cell is chosen; Tab goes past it, arrows go through it. */
export const Table = ({ columns, rows, sort, density, chosen, onChoose, onSort, onAct }: Props) => {
  const { t } = useTranslation('lists');
  const body = useRef<HTMLTableSectionElement>(null);
  const at = {
    row: rows.findIndex(({ id }) => id === chosen?.row),
    column: columns.findIndex(({ key }) => key === chosen?.column),
  };
  const focus = (row: number, column: number) =>
    body.current?.rows[Math.min(Math.max(row, 0), rows.length - 1)]?.cells[
      Math.min(Math.max(column, 0), columns.length - 1)
    ]?.focus();
  const onKeyDown = (event: KeyboardEvent, row: ListRow, column: TableColumn) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    const act = acts[event.key];
    const [r, c] = [rows.indexOf(row), columns.indexOf(column)];
    if (step !== undefined) focus(r + step[0], c + step[1]);
    else if (event.key === 'Home') focus(r, 0);
    else if (event.key === 'End') focus(r, columns.length - 1);
    else if (act !== undefined) onAct(act, { row: row.id, column: column.key });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which one cell is chosen is a grid
    <table className={css.table} data-rows={density} aria-label={t('table')} role="grid">
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, r) => (
          <tr key={row.id} data-chosen={r === at.row || undefined}>
            {columns.map((column, c) => (
              <td
                key={column.key}
                className={column.wide ? css.wide : undefined}
                tabIndex={
                  (at.row === -1 ? r === 0 && c === 0 : r === at.row && c === Math.max(at.column, 0)) ? 0 : -1
                }
                title={column.wide ? column.text(row) : undefined}
                onFocus={() => onChoose({ row: row.id, column: column.key })}
                onDoubleClick={() => onAct('open', { row: row.id, column: column.key })}
                onKeyDown={(event) => onKeyDown(event, row, column)}
              >
                {column.cell?.(row) ?? column.text(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

type HeadProps = Pick<Props, 'sort' | 'onSort'> & { column: TableColumn };
const Head = ({ column: { key, title }, sort, onSort }: HeadProps) => {
  const { t } = useTranslation('lists');
  const by = sortOfColumn(key);
  const place = sort.findIndex((one) => one.by === by);
  const sorted = sort[place];
  if (by === undefined)
    return (
      <th scope="col">
        <span className={css.still}>{title}</span>
      </th>
    );
  return (
    <th
      scope="col"
      aria-sort={sorted === undefined ? undefined : sorted.descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        className={css.sort}
        data-on={sorted !== undefined || undefined}
        title={t('sortBy', { column: title })}
        onClick={({ shiftKey }) => onSort(key, shiftKey)}
      >
        {title}
        {sorted !== undefined && <Icon name={sorted.descending ? 'down' : 'up'} />}
        {sorted !== undefined && sort.length > 1 && place + 1}
      </button>
    </th>
  );
};
