import type { QueryResult } from 'pg';
import type { Tx } from './db.ts';
import { together } from './together.ts';

/**
 * A statement with its values, not given to a transaction yet. The values are such that the driver cannot stumble over one: a statement
 * that never reached PostgreSQL would not keep a COMMIT behind it from committing the others.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: (Buffer | Date | number | string | null)[];
}

/** Statements that wait for nothing of each other, and what is read from their results. One that fails makes all fail. */
export interface Giving<T> {
  readonly statements: readonly Statement[];
  /** @param results one for each statement, in their order */
  readonly read: (results: readonly QueryResult[]) => T;
}

export const giving = <T>(statement: Statement, read: (result: QueryResult) => T): Giving<T> => ({
  statements: [statement],
  read: ([result]) => read(result!),
});

export const givingNothing: Giving<void> = { statements: [], read: () => undefined };

/** All of them as one. */
export function givingAll<T extends readonly unknown[]>(
  ...all: { readonly [K in keyof T]: Giving<T[K]> }
): Giving<T> {
  return {
    statements: all.flatMap(({ statements }) => statements),
    read(results) {
      let next = 0;
      return all.map(({ statements, read }) => {
        const first = next;
        next += statements.length;
        return read(results.slice(first, next));
      }) as unknown as T;
    },
  };
}

/**
 * Gives them to the transaction at once, or one after another where it takes one at a time.
 * @throws the error of the statement that failed first
 */
export async function give<T>(tx: Tx, { statements, read }: Giving<T>): Promise<T> {
  if (isPipelined(tx)) return read(await together(...statements.map((statement) => tx.query(statement))));
  const results: QueryResult[] = [];
  for (const statement of statements) results.push(await tx.query(statement));
  return read(results);
}

const isPipelined = (tx: Tx): boolean => Reflect.get(tx, 'pipeline') === true;
