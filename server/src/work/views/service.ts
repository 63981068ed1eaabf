import { randomUUID } from 'node:crypto';
import type { SavedView } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { ViewsDesk } from './desk.ts';
import { findView, lockOwnView, sealView, toView, type ViewContent } from './rows.ts';

type Wanted = ViewContent & Pick<SavedView, 'shared'>;
interface Seen {
  readonly id: string;
  readonly version: number;
}
type Changed = Refusal<'CHANGED', { version: number; by: string | null }>;
type Full = Refusal<'TOO_MANY_VIEWS'>;

const mostViews = 50;

export async function createView(desk: ViewsDesk, wanted: Wanted): Promise<SavedView | Full> {
  if (await isFull(desk)) return refuse('TOO_MANY_VIEWS');
  const id = randomUUID();
  const { keyId, sealed } = await sealView(desk, id, wanted);
  const { tx, actor } = desk;
  await tx.query(
    'INSERT INTO saved_view (id, owner_id, unit_id, shared, key_id, sealed) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, actor.id, actor.unitId, wanted.shared, keyId, sealed],
  );
  return getView(desk, id);
}

/** All of it at once: name, filters, columns, order, sharing. Shared is with the unit that the owner is in now. */
export async function changeView(
  desk: ViewsDesk,
  { id, version, ...wanted }: Wanted & Seen,
): Promise<SavedView | Refusal<'NOT_FOUND'> | Changed> {
  const row = await lockOwnView(desk, id);
  if (row === undefined || row.removed) return refuse('NOT_FOUND');
  if (row.version !== version) return refuse('CHANGED', { version: row.version, by: null as string | null });
  const { keyId, sealed } = await sealView(desk, id, wanted);
  await desk.tx.query(
    `UPDATE saved_view SET unit_id = $2, shared = $3, key_id = $4, sealed = $5, version = version + 1 WHERE id = $1`,
    [id, desk.actor.unitId, wanted.shared, keyId, sealed],
  );
  return getView(desk, id);
}

/** Takes a view away from everybody; its owner may have it back until it is pruned. */
export async function removeView(
  desk: ViewsDesk,
  seen: Seen,
): Promise<SavedView | Refusal<'NOT_FOUND'> | Changed> {
  return setRemoved(desk, seen, true);
}

export async function restoreView(
  desk: ViewsDesk,
  seen: Seen,
): Promise<SavedView | Refusal<'NOT_FOUND'> | Changed | Full> {
  if (await isFull(desk)) return refuse('TOO_MANY_VIEWS');
  return setRemoved(desk, seen, false);
}

async function setRemoved(
  desk: ViewsDesk,
  { id, version }: Seen,
  removed: boolean,
): Promise<SavedView | Refusal<'NOT_FOUND'> | Changed> {
  const row = await lockOwnView(desk, id);
  if (row === undefined || row.removed === removed) return refuse('NOT_FOUND');
  if (row.version !== version) return refuse('CHANGED', { version: row.version, by: null as string | null });
  await desk.tx.query(
    `UPDATE saved_view SET removed_at = CASE WHEN $2 THEN now() END, version = version + 1 WHERE id = $1`,
    [id, removed],
  );
  return toView(desk, { ...row, version: version + 1 });
}

async function isFull({ tx, actor }: ViewsDesk): Promise<boolean> {
  const { rows } = await tx.query<{ count: number }>(
    'SELECT count(*) FROM saved_view WHERE owner_id = $1 AND removed_at IS NULL',
    [actor.id],
  );
  return (rows[0]?.count ?? 0) >= mostViews;
}

/** @throws RangeError when it is not there */
async function getView(desk: ViewsDesk, id: string): Promise<SavedView> {
  const view = await findView(desk, id);
  if (view === undefined) throw new RangeError(`view ${id} is not there`);
  return view;
}
