import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';

/**
 * Keeps the books where the actor does not see: what a step means for another warning has to be written wherever that
 * lies. Nothing of it goes into an answer.
 */
export async function beyondSight<T>(
  tx: Tx,
  { scope }: Pick<Actor, 'scope'>,
  work: () => Promise<T>,
): Promise<T> {
  const set = (kind: string) => tx.query(`SELECT set_config('lanzha.scope', $1, true)`, [kind]);
  await set('all');
  const done = await work();
  await set(scope.kind === 'machine' ? 'all' : 'person');
  return done;
}

/** Does something in the reach of one more unit: what is given back has to be written where it goes. */
export async function reaching<T>(
  tx: Tx,
  { scope }: Pick<Actor, 'scope'>,
  unit: string,
  work: () => Promise<T>,
): Promise<T> {
  if (scope.kind === 'machine') return work();
  const set = (units: readonly string[]) =>
    tx.query(`SELECT set_config('lanzha.units', $1, true)`, [units.join(',')]);
  await set([...scope.units, unit]);
  const done = await work();
  await set(scope.units);
  return done;
}
