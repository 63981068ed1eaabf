import type { Certainty, Param } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { boundsOf, findMeaning, rankOf } from './declared.ts';
import { listVersions } from './versions.ts';

/** Every parameter with the value that counts now, what is to come, and a change that waits for a second person. */
export async function listParams(tx: Tx, at: Date): Promise<Param[]> {
  const [versions, pending] = [await listVersions(tx, at), await listPendingChanges(tx, at)];
  const params = [...versions].flatMap(([code, all]) => {
    const current = all.find(({ state }) => state === 'current');
    if (current === undefined) return [];
    return {
      code,
      meaning: findMeaning(code),
      bounds: boundsOf(code, current.unit),
      current,
      next: all.findLast(({ state }) => state === 'scheduled') ?? null,
      pending: pending.get(code) ?? null,
    };
  });
  return params.sort((a, b) => rankOf(a.code) - rankOf(b.code));
}

/** How sure the house is of each number that counts now; for the marks beside what it decides. */
export async function listMarks(tx: Tx, at: Date): Promise<Record<string, Certainty>> {
  const versions = await listVersions(tx, at);
  const marks = [...versions].flatMap(([code, all]) => {
    const current = all.find(({ state }) => state === 'current');
    return current === undefined ? [] : [[code, current.certainty] as const];
  });
  return Object.fromEntries(marks);
}

async function listPendingChanges(tx: Tx, at: Date): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ target: string; id: string }>(
    "SELECT target, id FROM approval WHERE kind = 'params.change' AND state = 'pending' AND expires_at > $1",
    [at],
  );
  return new Map(rows.map(({ target, id }) => [target, id]));
}
