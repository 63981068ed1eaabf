import type { Act, FileSubject, FileSubjectKind } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';

/** What one must be allowed to for each kind that files can belong to, and the page that shows it. */
const subjects = {
  warning: { read: 'warnings.read', attach: 'warnings.handle', page: '/warnings' },
  incident: { read: 'incidents.read', attach: 'incidents.write', page: '/incidents' },
} as const satisfies Record<FileSubjectKind, { read: Act; attach: Act; page: string }>;

export function mayRead(acts: readonly Act[], kind: FileSubjectKind): boolean {
  return acts.includes(subjects[kind].read);
}

export function mayAttach(acts: readonly Act[], kind: FileSubjectKind): boolean {
  return mayRead(acts, kind) && acts.includes(subjects[kind].attach);
}

export const pageOf = ({ kind, id }: FileSubject): string => `${subjects[kind].page}/${id}`;

/** Whether the caller's scope holds it (file_subject_visible of the migration, which later rooms extend). */
export async function isVisible(tx: Tx, { kind, id }: FileSubject): Promise<boolean> {
  const { rows } = await tx.query<{ visible: boolean }>('SELECT file_subject_visible($1, $2) AS visible', [
    kind,
    id,
  ]);
  return rows[0]?.visible === true;
}

/** Whether it may be added to: not what was only lent to be read (file_subject_open of the migration). */
export async function isOpen(tx: Tx, { kind, id }: FileSubject): Promise<boolean> {
  const { rows } = await tx.query<{ open: boolean }>('SELECT file_subject_open($1, $2) AS open', [kind, id]);
  return rows[0]?.open === true;
}

/** Who works on it, and whose windows show it. */
export async function findSubject(
  tx: Tx,
  { kind, id }: FileSubject,
): Promise<{ worker: string | null; placeCode: string; unitId: string } | undefined> {
  const { rows } = await tx.query<{ worker: string | null; placeCode: string; unitId: string }>(
    `SELECT person_id AS worker, place_code AS "placeCode", unit_id AS "unitId" FROM file_subject($1, $2)`,
    [kind, id],
  );
  return rows[0];
}
