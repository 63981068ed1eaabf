import type { SavedView } from '@lanzha/contract';
import type { ViewsDesk } from './desk.ts';

/** What lies sealed of a view: a name and words that somebody typed, with what they chose. */
export type ViewContent = Pick<SavedView, 'name' | 'filter' | 'sort' | 'columns' | 'density'>;

interface ViewRow {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly shared: boolean;
  readonly version: number;
  readonly keyId: number;
  readonly sealed: Buffer;
  readonly removed: boolean;
}

const purpose = 'views';
const context = (id: string) => `view/${id}`;

const viewRows = `SELECT v.id, v.owner_id AS "ownerId", p.name AS "ownerName", v.shared, v.version, v.key_id AS "keyId", v.sealed,
    v.removed_at IS NOT NULL AS removed
  FROM saved_view v JOIN person p ON p.id = v.owner_id`;

/** Own ones and those shared within the unit, in the order in which they were made. */
export async function readViews(desk: ViewsDesk): Promise<SavedView[]> {
  const { rows } = await desk.tx.query<ViewRow>(
    `${viewRows} WHERE v.removed_at IS NULL ORDER BY v.created_at, v.id`,
  );
  const views: SavedView[] = [];
  for (const row of rows) views.push(await toView(desk, row));
  return views;
}

/** Locks an own view, removed or not; undefined for anybody else's. */
export async function lockOwnView(desk: ViewsDesk, id: string): Promise<ViewRow | undefined> {
  const { rows } = await desk.tx.query<ViewRow>(
    `${viewRows} WHERE v.id = $1 AND v.owner_id = $2 FOR UPDATE OF v`,
    [id, desk.actor.id],
  );
  return rows[0];
}

export async function findView(desk: ViewsDesk, id: string): Promise<SavedView | undefined> {
  const { rows } = await desk.tx.query<ViewRow>(`${viewRows} WHERE v.id = $1`, [id]);
  return rows[0] === undefined ? undefined : toView(desk, rows[0]);
}

export async function toView({ tx, vault, actor }: ViewsDesk, row: ViewRow): Promise<SavedView> {
  const { id, ownerId, ownerName, shared, version, keyId, sealed } = row;
  const content = JSON.parse(
    (await vault.unseal(tx, { keyId, sealed }, context(id))).toString(),
  ) as ViewContent;
  return {
    id,
    ...content,
    shared,
    owner: { id: ownerId, name: ownerName },
    mine: ownerId === actor.id,
    version,
  };
}

export async function sealView(
  { tx, vault }: ViewsDesk,
  id: string,
  { name, filter, sort, columns, density }: ViewContent,
): Promise<{ keyId: number; sealed: Buffer }> {
  const content: ViewContent = { name, filter, sort, columns, density };
  return vault.sealLasting(tx, purpose, Buffer.from(JSON.stringify(content)), context(id));
}
