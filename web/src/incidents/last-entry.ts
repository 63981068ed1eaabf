import type { IncidentDetail, IncidentHistory } from '@lanzha/contract';

/** The step that wrote what stands in a field: whoever knows an older one shows something else than what is kept. */
export const lastEntry = (
  { history, rows }: Pick<IncidentDetail, 'history' | 'rows'>,
  field: string,
  transfer: string | null,
): string | undefined => {
  const no = transfer === null ? null : rows.find(({ id }) => id === transfer)?.no;
  return history.find(({ changes }) => wrote(changes, field, no))?.id;
};

const wrote = (changes: IncidentHistory['changes'], field: string, no: number | null | undefined) =>
  changes.some((change) => change.field === field && change.transfer === no);
