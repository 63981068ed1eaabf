import { type Arrangement, type BuiltInView, builtInViewCodes, type SavedView } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { ViewsDesk } from './desk.ts';

interface ArrangementRow {
  readonly tabs: string[];
  readonly first: string;
  readonly version: number;
}

const opens: BuiltInView = 'all';

/** Somebody's tabs, without those that are gone; new ones follow. Version 0: nothing was arranged yet. */
export async function readArrangement(desk: ViewsDesk, views: readonly SavedView[]): Promise<Arrangement> {
  const row = await findArrangement(desk);
  const there = [...builtInViewCodes, ...views.map(({ id }) => id)];
  const kept = (row?.tabs ?? []).filter((tab) => (there as string[]).includes(tab));
  const order = [...kept, ...there.filter((tab) => !kept.includes(tab))];
  const first = order.find((tab) => tab === row?.first) ?? opens;
  return { order, first, version: row?.version ?? 0 };
}

export async function arrangeViews(
  desk: ViewsDesk,
  { order, first, version }: Arrangement,
): Promise<Arrangement | Refusal<'CHANGED', { version: number; by: string | null }>> {
  const { tx, actor } = desk;
  const { rows } = await tx.query<{ version: number }>(
    version === 0
      ? `INSERT INTO view_arrangement (person_id, tabs, first_tab, version) VALUES ($1, $2, $3, 1)
         ON CONFLICT DO NOTHING RETURNING version`
      : `UPDATE view_arrangement SET tabs = $2, first_tab = $3, version = version + 1
         WHERE person_id = $1 AND version = $4 RETURNING version`,
    [actor.id, [...new Set(order)], first, ...(version === 0 ? [] : [version])],
  );
  const [written] = rows;
  if (written !== undefined) return { order, first, version: written.version };
  const now = await findArrangement(desk);
  return refuse('CHANGED', { version: now?.version ?? 0, by: null as string | null });
}

async function findArrangement({ tx, actor }: ViewsDesk): Promise<ArrangementRow | undefined> {
  const { rows } = await tx.query<ArrangementRow>(
    'SELECT tabs, first_tab AS first, version FROM view_arrangement WHERE person_id = $1',
    [actor.id],
  );
  return rows[0];
}
