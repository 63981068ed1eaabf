import { type Tx, uuidArray } from '../../ground/db/index.ts';
import type { Published } from '../../ground/live/index.ts';

/** Warning → the persons who have borrowed it; none for who is not lent. */
export type Borrowers = ReadonlyMap<string, readonly string[]>;

export async function listBorrowers(tx: Tx, ids: readonly string[]): Promise<Borrowers> {
  const { rows } = await tx.query<{ id: string; persons: string[] }>({
    name: 'list-borrowers-of-warnings',
    text: `SELECT warning_id AS id, array_agg(borrower_id) AS persons FROM loan_told
           WHERE warning_id = ANY ($1::uuid[]) GROUP BY warning_id`,
    values: [uuidArray(ids)],
  });
  return new Map(rows.map(({ id, persons }) => [id, persons]));
}

/** News go by place and unit; who has borrowed a warning lies outside both and is told by name. */
export function withBorrowers(news: readonly Published[], borrowers: Borrowers): Published[] {
  const lent = [...borrowers].flatMap(([id, persons]) => {
    const first = news.find(({ body }) => 'id' in body && body.id === id);
    return first === undefined ? [] : persons.map((personId) => ({ ...first, personId }));
  });
  return [...news, ...lent];
}
