import type { linkActs } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { maskText, type Vault } from '../../ground/vault/index.ts';

export interface LinksDeps {
  readonly vault: Vault;
  readonly params: Params;
}

/** Where an act is done: the caller's transaction, who acts, and when. */
export interface LinksDesk extends LinksDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/** The number of a change. Whoever has it is the only one who changes lists until the transaction ends. */
export async function nextEpoch(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>('UPDATE link_epoch SET n = n + 1 RETURNING n');
  return rows[0]!.n;
}

export async function writeHistory(
  { tx, actor, now }: LinksDesk,
  entry: {
    id: string;
    version: number;
    act: (typeof linkActs)[number];
    why: string;
    detail?: Record<string, string>;
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO link_history (link_id, version, at, actor_id, act, why, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      entry.id,
      entry.version,
      now,
      actor.id,
      entry.act,
      maskText(entry.why),
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
