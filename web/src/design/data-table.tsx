import type { ReactNode } from 'react';
import css from './data-table.module.css';

export type Column<Row> = {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The name of the row: read before the other cells. */
  head?: boolean;
};
type Props<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
};

/** A table on a desk; on a phone each row becomes a card with its own labels. */
export const DataTable = <Row,>({ caption, columns, rows, rowKey }: Props<Row>) => (
  <table className={css.table}>
    <caption className={css.caption}>{caption}</caption>
    <thead>
      <tr>
        {columns.map(({ key, title }) => (
          <th key={key} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={rowKey(row)}>
          {columns.map(({ key, title, cell, head }) =>
            head ? (
              <th key={key} scope="row" data-label={title}>
                {cell(row)}
              </th>
            ) : (
              <td key={key} data-label={title}>
                {cell(row)}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
