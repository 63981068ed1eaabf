import {
  fraudTypes,
  type Level,
  type ListFilter,
  levels,
  type Outcome,
  outcomes,
  type SortKey,
  type WarningState,
  warningStates,
} from '@lanzha/contract';
import type { Office } from '../../../work/warnings/testing/office.ts';

/** A warning as the oracle of the tests knows it. */
export interface Known {
  id: string;
  no: number;
  level: Level;
  state: WarningState;
  outcome: Outcome | null;
  fraudType: string | null;
  name: string | null;
  headline: string;
  source: string;
  place: string;
  unit: string;
  assignee: string | null;
  received: number;
  due: number | null;
  closed: number | null;
  saved: number | null;
}

export const day = 86_400_000;
export const now = new Date('2026-03-20T04:00:00Z');
const headlines = ['接到自称客服的电话', '安装共享屏幕的应用', '向新收款人转账', 'Opened a LOAN site'];
const names = ['王**', '李*', '欧阳*', null];
const sources = ['96110', '市级平台', '某银行'];

/** Warnings with many ties and gaps; `dice(n)` answers 0 … n - 1. */
export async function randomWarnings(
  office: Office,
  count: number,
  dice: (sides: number) => number,
): Promise<Known[]> {
  const one = <T>(list: readonly T[]): T => list[dice(list.length)] as T;
  const stations = [
    { unit: office.units.eastStation, place: '330206001001' },
    { unit: office.units.westStation, place: '330206002' },
    { unit: office.units.grid, place: '330206001001' },
    { unit: office.units.center, place: '330206' },
  ];
  const rows = Array.from({ length: count }, () => {
    const state = one(warningStates);
    const received = now.getTime() - dice(40) * day - dice(3) * 3_600_000;
    const closed = state === 'closed' ? received + dice(5) * 3_600_000 : null;
    return {
      level: dice(4),
      state,
      outcome: state === 'closed' ? one(outcomes) : null,
      fraud: dice(3) === 0 ? null : one(fraudTypes),
      name: one(names),
      headline: one(headlines),
      source: one(sources),
      ...one(stations),
      assignee: dice(2) === 0 ? null : one([office.people.east.id, office.people.duty.id]),
      received: new Date(received),
      contactDue: dice(4) === 0 ? null : new Date(received + dice(80) * 12 * 3_600_000),
      closed: closed === null ? null : new Date(closed),
      saved: state === 'closed' && dice(3) === 0 ? dice(4) * 100_00 : null,
    };
  });
  return office.query<Known>(
    `WITH made AS (
       INSERT INTO warning (person, level, state, outcome, fraud_type, score, reasons, source, place_code, unit_id, assignee_id,
         received_at, last_evidence_at, contact_due, closed_at, saved_fen, saved_proof, key_id, subject_sealed, subject_masked)
       SELECT uuidv7(), level, state, outcome, fraud, 50, jsonb_build_array(jsonb_build_object('code', 'x', 'text', headline, 'weight', 1)),
         source, place, unit, assignee, received, received, "contactDue", closed, saved, CASE WHEN saved IS NOT NULL THEN '凭证' END, 1, '\\x00',
         jsonb_build_object('name', name, 'phone', '138****0000', 'idNo', NULL, 'account', NULL, 'age', NULL, 'occupation', NULL)
       FROM jsonb_to_recordset($1) AS r (level smallint, state text, outcome text, fraud text, name text, headline text, source text,
         place text, unit uuid, assignee uuid, received timestamptz, "contactDue" timestamptz, closed timestamptz, saved bigint)
       RETURNING *)
     SELECT id, no, (ARRAY['${levels.join("','")}'])[level + 1] AS level, state, outcome, fraud_type AS "fraudType",
       subject_masked ->> 'name' AS name, reasons -> 0 ->> 'text' AS headline, source, place_code AS place, unit_id AS unit,
       assignee_id AS assignee, (extract(epoch FROM received_at) * 1000)::bigint AS received,
       CASE WHEN isfinite(due) THEN (extract(epoch FROM due) * 1000)::bigint END AS due,
       (extract(epoch FROM closed_at) * 1000)::bigint AS closed, saved_fen AS saved FROM made`,
    [JSON.stringify(rows)],
  );
}

const rank = {
  received: ({ received }: Known) => received,
  due: ({ due }: Known) => due,
  level: ({ level }: Known) => levels.indexOf(level),
  state: ({ state }: Known) => warningStates.indexOf(state),
  closed: ({ closed }: Known) => closed,
  saved: ({ saved }: Known) => saved,
  no: ({ no }: Known) => no,
} as const satisfies Record<SortKey['by'], (row: Known) => number | null>;

/** The order of the list as people are told it: missing values last both ways, then the newest first, then the id. */
export function inOrder(rows: readonly Known[], keys: readonly SortKey[]): Known[] {
  const newest = keys.find(({ by }) => by === 'received')?.descending ?? true;
  const all: SortKey[] = keys.some(({ by }) => by === 'received')
    ? [...keys]
    : [...keys, { by: 'received', descending: true }];
  return rows.toSorted((a, b) => {
    for (const { by, descending } of all) {
      const [x, y] = [rank[by](a), rank[by](b)];
      if (x === y) continue;
      if (x === null) return 1;
      if (y === null) return -1;
      return descending ? y - x : x - y;
    }
    return (a.id < b.id ? -1 : 1) * (newest ? 1 : -1);
  });
}

const among = (text: string | undefined, value: string | null) =>
  text === undefined || (value !== null && text.split(',').includes(value));
const hours = (date: string) => Date.parse(`${date}T00:00:00+08:00`);

const within = (text: string | undefined, at: number | null): boolean => {
  if (text === undefined) return true;
  if (at === null) return false;
  const today = hours('2026-03-20');
  const named = { today: [0, 1], yesterday: [1, 1], '7d': [6, 7], '30d': [29, 30] }[text];
  if (named !== undefined) {
    const from = today - named[0]! * day;
    return at >= from && at < from + named[1]! * day;
  }
  const [from = '', to = ''] = text.split('..');
  return (from === '' || at >= hours(from)) && (to === '' || at < hours(to) + day);
};

/** Whether a row answers a filter, said once more and differently from the query. */
export function answers(
  row: Known,
  filter: ListFilter,
  me: string,
  unitNames: ReadonlyMap<string, string>,
): boolean {
  const { state, place, assignee, overdue, saved, q } = filter;
  const late = row.state !== 'closed' && row.due !== null && row.due < now.getTime();
  const word = q?.toLowerCase() ?? '';
  const texts = [row.name ?? '', row.headline, row.source, unitNames.get(row.unit) ?? ''];
  return (
    (state === undefined || among(state, row.state) || (among(state, 'open') && row.state !== 'closed')) &&
    among(filter.outcome, row.outcome) &&
    among(filter.level, row.level) &&
    among(filter.fraudType, row.fraudType) &&
    (place === undefined || row.place.startsWith(place)) &&
    among(filter.unit, row.unit) &&
    (assignee === undefined ||
      row.assignee === (assignee === 'me' ? me : assignee === 'nobody' ? null : assignee)) &&
    among(filter.source, row.source) &&
    within(filter.received, row.received) &&
    within(filter.closed, row.closed) &&
    (overdue === undefined || overdue === late) &&
    (saved === undefined || saved === (row.saved !== null)) &&
    (word === '' ||
      (/^\d+$/.test(word)
        ? String(row.no) === word
        : [...word].length === 1
          ? row.name?.startsWith(word) === true
          : texts.some((text) => text.toLowerCase().includes(word))))
  );
}
