import type { FraudType, WarningSummary } from '@lanzha/contract';
import { levelAt, rowColumns, type WarningRow } from './row.ts';

/** A warning with the names that go with its codes, and its places in the two orders of the list. */
export type NamedRow = WarningRow & {
  readonly place_name: string;
  readonly unit_name: string;
  readonly unit_kind: string;
  readonly assignee_name: string | null;
  /** ISO with microseconds, as a cursor carries it; 'infinity' when no clock runs. */
  readonly due_iso: string;
  readonly closed_iso: string | null;
  /** Of the clock that runs now. */
  readonly running: { readonly warnAt: string | null; readonly paused: boolean } | null;
};

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export const namedRows = `SELECT ${rowColumns}, coalesce(pl.name, w.place_code) AS place_name, u.name AS unit_name, u.kind AS unit_kind,
    a.name AS assignee_name, ${iso('w.closed_at')} AS closed_iso,
    CASE WHEN isfinite(w.due) THEN ${iso('w.due')} ELSE 'infinity' END AS due_iso,
    (SELECT jsonb_build_object('warnAt', c.warn_at[1], 'paused', c.state = 'paused') FROM clocks c
     WHERE c.subject_id = w.id AND c.subject_kind = 'warning' AND c.ended_at IS NULL
       AND c.policy = CASE WHEN w.contacted_at IS NULL THEN 'warning.contact' ELSE 'warning.meet' END) AS running
  FROM warning w JOIN unit u ON u.id = w.unit_id LEFT JOIN place pl ON pl.code = w.place_code
  LEFT JOIN person a ON a.id = w.assignee_id`;

export function toSummary(row: NamedRow): WarningSummary {
  return {
    id: row.id,
    no: row.no,
    level: levelAt(row.level),
    state: row.state,
    outcome: row.outcome,
    fraudType: row.fraud_type as FraudType | null,
    score: row.score,
    subject: row.subject_masked,
    place: { code: row.place_code, name: row.place_name },
    unit: { id: row.unit_id, name: row.unit_name },
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    receivedAt: row.received_at.toISOString(),
    lastEvidenceAt: row.last_evidence_at.toISOString(),
    clock: {
      contactDue: instant(row.contact_due),
      meetDue: instant(row.meet_due),
      contactedAt: instant(row.contacted_at),
      metAt: instant(row.met_at),
      warnAt: row.running?.warnAt ? new Date(row.running.warnAt).toISOString() : null,
      paused: row.running?.paused === true,
    },
    headline: row.reasons[0]?.text ?? '收到预警,尚无说明。',
    source: row.source,
    evidenceCount: row.evidence_count,
    version: row.version,
    lent: null,
  };
}

const instant = (at: Date | null) => at?.toISOString() ?? null;
