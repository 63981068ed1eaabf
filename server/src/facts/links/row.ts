import type { Link, LinkDetail, LinkKind, LinkState } from '@lanzha/contract';

/** An entry as lists show it; parameter $1: now. */
export const linkRows = `SELECT l.id, l.kind, l.verdict, l.masked AS value, l.value IS NULL AS personal, l.source, l.note,
    CASE WHEN l.lifted_at IS NOT NULL THEN 'lifted' WHEN l.expires_at <= $1 THEN 'expired' ELSE 'active' END AS state,
    CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END AS "addedBy",
    to_char(l.added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "addedAt", l.expires_at AS "expiresAt",
    (SELECT count(*) FROM link_objection o WHERE o.link_id = l.id AND o.answered_at IS NULL)::integer AS objections,
    l.version, l.forgotten_at IS NOT NULL AS forgotten
  FROM link l LEFT JOIN person p ON p.id = l.added_by`;

export interface LinkRow {
  id: string;
  kind: LinkKind;
  verdict: Link['verdict'];
  value: string;
  personal: boolean;
  source: string;
  note: string;
  state: LinkState;
  addedBy: Link['addedBy'];
  addedAt: string;
  expiresAt: Date | null;
  objections: number;
  version: number;
  forgotten: boolean;
}

export const toLink = ({ forgotten: _, expiresAt, ...row }: LinkRow): Link => ({
  ...row,
  expiresAt: expiresAt?.toISOString() ?? null,
});

export type Objected = LinkDetail['objected'][number];
export type HistoryEntry = LinkDetail['history'][number];
