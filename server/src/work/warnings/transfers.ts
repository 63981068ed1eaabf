import type { Transfer } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Waiting } from './lifecycle.ts';

/** Rows of table warning_transfer: each handing over of a warning, with the answer it got. */
export interface PendingTransfer {
  readonly id: string;
  readonly kind: 'inside' | 'outside';
  readonly fromUnit: string;
  readonly fromPlace: string;
  readonly fromAssignee: string | null;
  readonly toUnit: string | null;
  readonly toPlace: string;
  readonly askedBy: string;
}

export const waitingFor = (transfer: Pick<PendingTransfer, 'kind'> | null): Waiting => transfer?.kind ?? null;

export async function findPendingTransfer(tx: Tx, warningId: string): Promise<PendingTransfer | null> {
  const { rows } = await tx.query<PendingTransfer>({
    name: 'find-pending-transfer',
    text: `SELECT id, kind, from_unit AS "fromUnit", from_place AS "fromPlace", from_assignee AS "fromAssignee",
                  to_unit AS "toUnit", to_place AS "toPlace", asked_by AS "askedBy"
           FROM warning_transfer WHERE warning_id = $1 AND state = 'pending'`,
    values: [warningId],
  });
  return rows[0] ?? null;
}

export async function askTransfer(
  tx: Tx,
  warningId: string,
  madeVersion: number,
  asked: Omit<PendingTransfer, 'id'>,
  at: Date,
): Promise<void> {
  await tx.query({
    name: 'ask-transfer',
    text: `INSERT INTO warning_transfer (warning_id, made_version, kind, from_unit, from_place, from_assignee, to_unit, to_place,
             asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      warningId,
      madeVersion,
      asked.kind,
      asked.fromUnit,
      asked.fromPlace,
      asked.fromAssignee,
      asked.toUnit,
      asked.toPlace,
      asked.askedBy,
      at,
    ],
  });
}

/** Answers what waits; nothing when nothing does. */
export async function answerTransfer(
  tx: Tx,
  warningId: string,
  answer: { state: 'accepted' | 'returned' | 'withdrawn'; version: number; by: string; at: Date },
): Promise<void> {
  await tx.query({
    name: 'answer-transfer',
    text: `UPDATE warning_transfer SET state = $2, ended_version = $3, ended_by = $4, ended_at = $5
           WHERE warning_id = $1 AND state = 'pending'`,
    values: [warningId, answer.state, answer.version, answer.by, answer.at],
  });
}

/** A step was taken back: what it asked for is withdrawn, what it answered waits again. */
export async function takeBackTransfer(
  tx: Tx,
  { warningId, version }: { warningId: string; version: number },
  by: { version: number; actor: string; at: Date },
): Promise<void> {
  await tx.query({
    name: 'withdraw-transfer',
    text: `UPDATE warning_transfer SET state = 'withdrawn', ended_version = $3, ended_by = $4, ended_at = $5
           WHERE warning_id = $1 AND made_version = $2 AND state = 'pending'`,
    values: [warningId, version, by.version, by.actor, by.at],
  });
  await tx.query({
    name: 'await-transfer-again',
    text: `UPDATE warning_transfer SET state = 'pending', ended_version = NULL, ended_by = NULL, ended_at = NULL
           WHERE warning_id = $1 AND ended_version = $2 AND state <> 'pending'`,
    values: [warningId, version],
  });
}

/** The newest transfer of each of these warnings that has one: warning → transfer. */
export async function readTransfers(tx: Tx, warnings: readonly string[]): Promise<Map<string, Transfer>> {
  const { rows } = await tx.query<
    Omit<Transfer, 'askedAt' | 'endedAt' | 'askedBy' | 'endedBy'> & {
      warningId: string;
      askedAt: Date;
      endedAt: Date | null;
      askedId: string;
      askedName: string;
      endedId: string | null;
      endedName: string | null;
    }
  >({
    name: 'read-transfers',
    text: `SELECT DISTINCT ON (t.warning_id) t.warning_id AS "warningId", t.id, t.kind, t.state, f.name AS from,
                  coalesce(u.name, pl.name, t.to_place) AS to, t.asked_at AS "askedAt", t.ended_at AS "endedAt",
                  a.id AS "askedId", a.name AS "askedName", e.id AS "endedId", e.name AS "endedName"
           FROM warning_transfer t JOIN unit f ON f.id = t.from_unit LEFT JOIN unit u ON u.id = t.to_unit
           LEFT JOIN place pl ON pl.code = t.to_place JOIN person a ON a.id = t.asked_by LEFT JOIN person e ON e.id = t.ended_by
           WHERE t.warning_id = ANY ($1) ORDER BY t.warning_id, t.made_version DESC`,
    values: [warnings],
  });
  return new Map(
    rows.map(({ warningId, askedId, askedName, endedId, endedName, askedAt, endedAt, ...row }) => [
      warningId,
      {
        ...row,
        askedBy: { id: askedId, name: askedName },
        askedAt: askedAt.toISOString(),
        endedBy: endedId === null ? null : { id: endedId, name: endedName ?? '' },
        endedAt: endedAt?.toISOString() ?? null,
      },
    ]),
  );
}
