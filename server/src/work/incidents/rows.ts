import type {
  Arrival,
  Cancelling,
  FraudType,
  IncidentSource,
  IncidentState,
  Leak,
  PayeeKind,
  Precision,
  TransferChannel,
  YesNo,
} from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Standing } from './lifecycle.ts';

/** A row of table incident with the names that go with it. Instants are `Date`, money is fen. */
export interface IncidentRow {
  readonly id: string;
  readonly no: number;
  readonly state: IncidentState;
  readonly source: IncidentSource;
  readonly warningId: string | null;
  /** null also when the warning is out of the person's sight. */
  readonly warningNo: number | null;
  readonly placeCode: string;
  readonly placeName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly openedBy: string;
  readonly openedByName: string;
  readonly openedAt: Date;
  readonly openedIso: string;
  readonly reportDue: Date;
  readonly dueIso: string;
  readonly fraudType: FraudType | null;
  readonly subtype: string | null;
  readonly typeVersion: string | null;
  readonly screenSharing: YesNo | null;
  readonly warnedBefore: YesNo | null;
  readonly leak: Leak | null;
  readonly crisis: YesNo | null;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly handedAt: Date | null;
  readonly handedBy: string | null;
  readonly handedByName: string | null;
  readonly withdrawnHow: 'undo' | 'review' | null;
  readonly withdrawnFrom: IncidentState | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnByName: string | null;
  readonly pendingId: string | null;
  readonly pendingKind: 'withdraw' | 'retype' | null;
  readonly pendingBy: string | null;
  readonly lossFen: number;
  readonly transfers: number;
  readonly version: number;
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** To be followed by WHERE; the table is `i`. */
export const incidentRows = `SELECT i.id, i.no, i.state, i.source, i.warning_id AS "warningId", w.no AS "warningNo",
    i.place_code AS "placeCode", coalesce(pl.name, i.place_code) AS "placeName", i.unit_id AS "unitId", u.name AS "unitName",
    i.opened_by AS "openedBy", o.name AS "openedByName", i.opened_at AS "openedAt", i.report_due AS "reportDue",
    ${iso('i.opened_at')} AS "openedIso", ${iso('i.report_due')} AS "dueIso",
    i.fraud_type AS "fraudType", i.subtype, i.type_version AS "typeVersion", i.screen_sharing AS "screenSharing",
    i.warned_before AS "warnedBefore", i.leak, i.crisis, i.key_id AS "keyId", i.sealed,
    i.handed_at AS "handedAt", i.handed_by AS "handedBy", h.name AS "handedByName",
    i.withdrawn_how AS "withdrawnHow", i.withdrawn_from AS "withdrawnFrom", i.withdrawn_at AS "withdrawnAt",
    i.withdrawn_by AS "withdrawnBy", x.name AS "withdrawnByName",
    r.id AS "pendingId", r.kind AS "pendingKind", r.asked_by AS "pendingBy",
    coalesce(sums.fen, 0)::bigint AS "lossFen", sums.count::int AS transfers, i.version
  FROM incident i JOIN unit u ON u.id = i.unit_id JOIN person o ON o.id = i.opened_by
  LEFT JOIN place pl ON pl.code = i.place_code LEFT JOIN warning w ON w.id = i.warning_id
  LEFT JOIN person h ON h.id = i.handed_by LEFT JOIN person x ON x.id = i.withdrawn_by
  LEFT JOIN incident_review r ON r.incident_id = i.id AND r.state = 'pending'
  CROSS JOIN LATERAL (SELECT sum(t.amount_fen) AS fen, count(*) AS count FROM incident_transfer t
                      WHERE t.incident_id = i.id AND t.struck_at IS NULL) AS sums`;

export async function findIncidentRow(tx: Tx, id: string): Promise<IncidentRow | undefined> {
  const { rows } = await tx.query<IncidentRow>({
    name: 'find-incident',
    text: `${incidentRows} WHERE i.id = $1`,
    values: [id],
  });
  return rows[0];
}

/** Locks the row until the transaction ends; undefined when it is not there or outside the scope. */
export async function lockIncident(tx: Tx, id: string): Promise<IncidentRow | undefined> {
  const { rowCount } = await tx.query({
    name: 'lock-incident',
    text: 'SELECT FROM incident WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  return rowCount === 1 ? findIncidentRow(tx, id) : undefined;
}

export const standingOf = (row: IncidentRow): Standing => ({
  state: row.state,
  pending:
    row.pendingKind === null || row.pendingBy === null
      ? null
      : { kind: row.pendingKind, askedBy: row.pendingBy },
  withdrawn:
    row.withdrawnHow === null || row.withdrawnFrom === null
      ? null
      : { how: row.withdrawnHow, from: row.withdrawnFrom },
});

/** A row of table incident_transfer. */
export interface TransferRow {
  readonly id: string;
  readonly no: number;
  readonly amount: number | null;
  readonly sentAt: Date | null;
  readonly sentTo: Precision | null;
  readonly channel: TransferChannel | null;
  readonly arrival: Arrival | null;
  readonly cancelling: Cancelling | null;
  readonly payeeKind: PayeeKind | null;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly struckAt: Date | null;
}

/** In the order they were entered; also those struck out. */
export async function readTransfers(tx: Tx, incident: string): Promise<TransferRow[]> {
  const { rows } = await tx.query<TransferRow>({
    name: 'read-incident-transfers',
    text: `SELECT id, no, amount_fen AS amount, sent_at AS "sentAt", sent_to AS "sentTo", channel, arrival, cancelling,
             payee_kind AS "payeeKind", key_id AS "keyId", sealed, struck_at AS "struckAt"
           FROM incident_transfer WHERE incident_id = $1 ORDER BY no`,
    values: [incident],
  });
  return rows;
}
