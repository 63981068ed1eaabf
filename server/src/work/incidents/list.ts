import type {
  FraudType,
  IncidentPage,
  IncidentSource,
  IncidentSummary,
  IncidentView,
} from '@lanzha/contract';
import type { IncidentsDesk } from './desk.ts';
import { toSummary } from './detail.ts';
import { type IncidentRow, incidentRows } from './rows.ts';
import { openValues } from './values.ts';

export interface IncidentQuery {
  readonly view: IncidentView;
  readonly no?: number | undefined;
  readonly fraudType?: FraudType | undefined;
  readonly source?: IncidentSource | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const openStates = `i.state IN ('draft', 'collected')`;
const waiting = `EXISTS (SELECT FROM incident_review q WHERE q.incident_id = i.id AND q.state = 'pending')`;
const views = {
  open: openStates,
  review: waiting,
  handed_over: `i.state = 'handed_over'`,
  withdrawn: `i.state = 'withdrawn'`,
  all: 'true',
} as const satisfies Record<IncidentView, string>;

/** Open ones by when they are due, the others the newest first; what the scope holds. */
export async function listIncidents(desk: IncidentsDesk, query: IncidentQuery): Promise<IncidentPage> {
  const { tx, actor, now } = desk;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const byDue = query.view === 'open';
  const [column, sign, order] = byDue ? ['i.report_due', '>', 'ASC'] : ['i.opened_at', '<', 'DESC'];
  const conditions: string[] = [views[query.view]];
  if (query.no !== undefined) conditions.push(`i.no = ${bind(query.no)}::bigint`);
  if (query.fraudType !== undefined) conditions.push(`i.fraud_type = ${bind(query.fraudType)}`);
  if (query.source !== undefined) conditions.push(`i.source = ${bind(query.source)}`);
  if (query.from !== undefined) conditions.push(`i.opened_at >= ${bind(query.from)}::timestamptz`);
  if (query.to !== undefined) conditions.push(`i.opened_at <= ${bind(query.to)}::timestamptz`);
  if (query.mine === true) conditions.push(`i.opened_by = ${bind(actor.id)}`);
  if (query.overdue === true) conditions.push(`${openStates} AND i.report_due <= ${bind(now)}::timestamptz`);
  const after = decodePlace(query.cursor);
  if (after !== undefined)
    conditions.push(`(${column}, i.id) ${sign} (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid)`);
  const { rows } = await tx.query<IncidentRow>(
    `${incidentRows} WHERE ${conditions.join(' AND ')} ORDER BY ${column} ${order}, i.id ${order} LIMIT ${bind(query.limit + 1)}`,
    values,
  );
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: await summaries(desk, items),
    next:
      last !== undefined && rows.length > items.length
        ? encodePlace(byDue ? last.dueIso : last.openedIso, last.id)
        : null,
    counts: await countIncidents(desk),
    asOf: now.toISOString(),
  };
}

/** Those that a warning opened, the newest first; what the scope holds. */
export async function listOfWarning(desk: IncidentsDesk, warning: string): Promise<IncidentSummary[]> {
  const { rows } = await desk.tx.query<IncidentRow>({
    name: 'list-incidents-of-warning',
    text: `${incidentRows} WHERE i.warning_id = $1 ORDER BY i.opened_at DESC, i.id DESC LIMIT 20`,
    values: [warning],
  });
  return summaries(desk, rows);
}

/** One after the other: a transaction gives one statement at a time. */
async function summaries(desk: IncidentsDesk, rows: readonly IncidentRow[]): Promise<IncidentSummary[]> {
  const items: IncidentSummary[] = [];
  for (const row of rows) items.push(toSummary(row, (await openValues(desk, row)).victimName));
  return items;
}

async function countIncidents({ tx, now }: IncidentsDesk): Promise<IncidentPage['counts']> {
  const { rows } = await tx.query<IncidentPage['counts']>({
    name: 'count-incidents',
    text: `SELECT (SELECT count(*) FROM incident i WHERE ${openStates}) AS open,
             (SELECT count(*) FROM incident i WHERE ${openStates} AND i.report_due <= $1) AS overdue,
             (SELECT count(*) FROM incident_review WHERE state = 'pending') AS review`,
    values: [now],
  });
  return rows[0] ?? { open: 0, overdue: 0, review: 0 };
}

const encodePlace = (at: string, id: string): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** The contract has checked its shape. */
const decodePlace = (cursor: string | undefined): [string, string] | undefined =>
  cursor === undefined
    ? undefined
    : (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]);
