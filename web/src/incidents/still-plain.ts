import type { IncidentDetail, PlainElements } from '@lanzha/contract';
import { lastEntry } from './last-entry.ts';

/** What was opened in full as far as it still stands: a value that somebody has written since is masked again. */
export function stillPlain(opened: PlainElements, then: IncidentDetail, now: IncidentDetail): PlainElements {
  const kept = <Values extends object>(plain: Values, transfer: string | null) =>
    Object.fromEntries(
      Object.entries(plain).filter(
        ([field]) => lastEntry(then, field, transfer) === lastEntry(now, field, transfer),
      ),
    ) as Values;
  return {
    ...opened,
    values: kept(opened.values, null),
    rows: opened.rows.map((row) => ({ ...kept(row, row.id), id: row.id, no: row.no })),
  };
}
