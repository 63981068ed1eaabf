/** A row of a table: one record of a CSV file or one row of a sheet. `line` counts from 1 as the person sees it there. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the row cannot be read at all. */
  readonly broken?: string;
  /** By index of the cell: why that cell cannot be read. */
  readonly problems?: ReadonlyMap<number, string>;
}

/** A sheet of a workbook, to be read before the next. */
export interface Sheet {
  readonly name: string;
  readonly rows: AsyncIterable<TableRow[]>;
}
