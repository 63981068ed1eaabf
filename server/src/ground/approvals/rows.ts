import type { ApprovalPayload, ApprovalState, Role } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';

/** A request with the names and roles that go with it. */
export interface ApprovalRow {
  readonly id: string;
  readonly payload: ApprovalPayload;
  /** In clear only of releases that did not seal it, until the job has done so. */
  readonly why: string | null;
  readonly whySealed: unknown;
  readonly state: ApprovalState;
  readonly requestedBy: { readonly id: string; readonly name: string };
  readonly requesterStaffNo: string | null;
  readonly requesterRoles: readonly Role[];
  readonly subjectStaffNo: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedBy: { readonly id: string; readonly name: string } | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  readonly noteSealed: unknown;
  readonly emergency: boolean;
  readonly version: number;
}

const columns = `a.id, a.payload, a.why, a.why_sealed AS "whySealed", a.state, json_build_object('id', r.id, 'name', r.name) AS "requestedBy",
  r.staff_no AS "requesterStaffNo", r.roles AS "requesterRoles", s.staff_no AS "subjectStaffNo",
  a.requested_at AS "requestedAt", a.expires_at AS "expiresAt",
  CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name) END AS "decidedBy",
  a.decided_at AS "decidedAt", a.note, a.note_sealed AS "noteSealed", a.emergency, a.version
  FROM approval a JOIN person r ON r.id = a.requested_by LEFT JOIN person d ON d.id = a.decided_by
  LEFT JOIN person s ON s.id::text = a.target`;

export async function findApproval(tx: Tx, id: string): Promise<ApprovalRow | null> {
  const { rows } = await tx.query<ApprovalRow>(`SELECT ${columns} WHERE a.id = $1`, [id]);
  return rows[0] ?? null;
}

/** All that wait, the oldest first: who asked first is answered first. */
export async function listPending(tx: Tx, now: Date): Promise<ApprovalRow[]> {
  const { rows } = await tx.query<ApprovalRow>(
    `SELECT ${columns} WHERE a.state = 'pending' AND a.expires_at > $1 ORDER BY a.requested_at, a.id`,
    [now],
  );
  return rows;
}

/** The newest first, bounded: older ones are in the audit. */
export async function listOver(tx: Tx, now: Date): Promise<ApprovalRow[]> {
  const { rows } = await tx.query<ApprovalRow>(
    `SELECT ${columns} WHERE a.state <> 'pending' OR a.expires_at <= $1
     ORDER BY coalesce(a.decided_at, a.expires_at) DESC, a.id DESC LIMIT 200`,
    [now],
  );
  return rows;
}

/** One decision after the other in the whole house: they are rare, and each looks at what the one before changed. */
export async function lockApprovals(tx: Tx): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('lanzha.approvals'))");
}
