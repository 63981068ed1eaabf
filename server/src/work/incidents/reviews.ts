import { type FraudType, type IncidentDetail, typeVersion } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { notify } from '../../ground/notify/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Changed, IncidentsDesk, Seen } from './desk.ts';
import { getIncident } from './detail.ts';
import { type AnswerRefusal, type AskRefusal, nextState } from './lifecycle.ts';
import { knownSubtype } from './record.ts';
import { orderReportClock } from './report-clock.ts';
import { type IncidentRow, standingOf } from './rows.ts';
import { contextOf, sealJson } from './sealed.ts';
import { type Columns, holdIncident, writeStep } from './write.ts';

export interface AskReview extends Seen {
  readonly kind: 'withdraw' | 'retype';
  readonly why: string;
  /** Retype: to which. */
  readonly fraudType?: FraudType | undefined;
  readonly subtype?: string | undefined;
}

type HoldRefusal = Refusal<'NOT_FOUND'> | Changed;

/** Asks a second person to withdraw the incident, or to give it another type; until then it stays what it is. */
export async function askReview(
  desk: IncidentsDesk,
  input: AskReview,
): Promise<IncidentDetail | HoldRefusal | AskRefusal | Refusal<'UNKNOWN_SUBTYPE'>> {
  const { tx, actor, now } = desk;
  const row = await holdIncident(desk, input);
  if (isRefusal(row)) return row;
  const to = nextState(standingOf(row), `ask_${input.kind}`, actor.id);
  if (isRefusal(to)) return to;
  const { fraudType: type = null, subtype = null } = input;
  if (!knownSubtype({ fraudType: type, subtype })) return refuse('UNKNOWN_SUBTYPE');
  const id = crypto.randomUUID();
  const { keyId, sealed } = await sealJson(desk, contextOf.review(id), { why: input.why });
  await tx.query({
    name: 'ask-incident-review',
    text: `INSERT INTO incident_review (id, incident_id, kind, from_type, from_subtype, to_type, to_subtype, asked_by, asked_at,
             key_id, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [id, row.id, input.kind, row.fraudType, row.subtype, type, subtype, actor.id, now, keyId, sealed],
  });
  await writeStep(desk, row, { act: `ask_${input.kind}`, to, note: input.why });
  await notify(tx, {
    to: [{ role: 'duty_officer' }, { unit: row.unitId, role: 'leader' }],
    kind: 'incident.review',
    params: { no: row.no },
    link: `/incidents/${row.id}`,
    unitId: row.unitId,
    except: actor.id,
  });
  return getIncident(desk, row.id);
}

interface Asked {
  readonly id: string;
  readonly kind: 'withdraw' | 'retype';
  readonly toType: FraudType | null;
  readonly toSubtype: string | null;
}

/** The second person agrees or refuses; what was asked, by whom and why stays in the history (rules.md §7.3, U10). */
export async function answerReview(
  desk: IncidentsDesk,
  input: Seen & { readonly agree: boolean; readonly note?: string | undefined },
): Promise<IncidentDetail | HoldRefusal | AnswerRefusal> {
  const { tx, actor, now } = desk;
  const row = await holdIncident(desk, input);
  if (isRefusal(row)) return row;
  const act = input.agree ? (`agree_${row.pendingKind ?? 'withdraw'}` as const) : 'refuse';
  const to = nextState(standingOf(row), act, actor.id);
  if (isRefusal(to)) return to;
  const { rows } = await tx.query<Asked>({
    name: 'answer-incident-review',
    text: `UPDATE incident_review SET state = $2, answered_by = $3, answered_at = $4
           WHERE incident_id = $1 AND state = 'pending'
           RETURNING id, kind, to_type AS "toType", to_subtype AS "toSubtype"`,
    values: [row.id, input.agree ? 'agreed' : 'refused', actor.id, now],
  });
  const [asked] = rows;
  if (asked === undefined) return refuse('NOTHING_ASKED');
  const retypes = input.agree && asked.kind === 'retype';
  const withdraws = input.agree && asked.kind === 'withdraw';
  await writeStep(desk, row, {
    act,
    to,
    note: input.note,
    columns: columnsOf(desk, row, { ...asked, retypes, withdraws }),
    changes: retypes
      ? [
          { path: 'fraudType', before: row.fraudType, after: asked.toType },
          { path: 'subtype', before: row.subtype, after: asked.toSubtype },
        ]
      : [],
  });
  if (withdraws) await orderReportClock(desk, row, 'cancel');
  if (input.agree)
    await recordAudit(tx, {
      actor: actor.id,
      unitId: actor.unitId,
      event: withdraws ? 'incident.withdrawn' : 'incident.retyped',
      ok: true,
      target: `incident/${row.id}`,
      detail: { asked: row.pendingBy, ...(retypes ? { from: row.fraudType, to: asked.toType } : {}) },
    });
  return getIncident(desk, row.id);
}

function columnsOf(
  { actor, now }: IncidentsDesk,
  row: IncidentRow,
  asked: Asked & { readonly retypes: boolean; readonly withdraws: boolean },
): Columns {
  if (asked.retypes) return { fraud_type: asked.toType, subtype: asked.toSubtype, type_version: typeVersion };
  if (!asked.withdraws) return {};
  return {
    withdrawn_how: 'review',
    withdrawn_from: row.state,
    withdrawn_at: now,
    withdrawn_by: actor.id,
  };
}
