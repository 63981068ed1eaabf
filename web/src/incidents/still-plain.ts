import type { IncidentDetail, PlainElements } from '@lanzha/contract';

/** What was opened in full as far as it still stands: a value that has changed since is masked again. */
export function stillPlain(opened: PlainElements, then: IncidentDetail, now: IncidentDetail): PlainElements {
  const kept = <Values extends object>(
    plain: Values,
    before: object | undefined,
    after: object | undefined,
  ) =>
    Object.fromEntries(
      Object.entries(plain).filter(
        ([field]) => Reflect.get(before ?? {}, field) === Reflect.get(after ?? {}, field),
      ),
    ) as Values;
  const rowOf = ({ rows }: IncidentDetail, id: string) => rows.find((row) => row.id === id);
  return {
    ...opened,
    values: kept(opened.values, then.values, now.values),
    rows: opened.rows.map((row) => ({
      ...kept(row, rowOf(then, row.id), rowOf(now, row.id)),
      id: row.id,
      no: row.no,
    })),
  };
}
