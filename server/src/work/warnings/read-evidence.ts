import type { Signal, SignalKind, WarningDetail } from '@lanzha/contract';
import type { Desk } from './desk.ts';
import { type Fact, factsOf } from './evidence-facts.ts';
import { openedOr } from './opened-or.ts';

type Item = WarningDetail['evidence'][number];

/** Newest first; the count in the summary says how many there are in all. */
const mostEvidence = 200;

/**
 * Own evidence and that of the warnings that were merged into this one. What a signal says is not kept beside its sealed
 * payload, not even masked: it is taken from there when somebody reads it, and is gone when the payload is forgotten.
 */
export async function readEvidence(
  { tx, vault }: Pick<Desk, 'tx' | 'vault'>,
  id: string,
): Promise<WarningDetail['evidence']> {
  const { rows } = await tx.query<
    Pick<Item, 'id' | 'score' | 'reasons'> & {
      at: Date;
      kind: SignalKind;
      /** Of evidence from before its words were only sealed. */
      stored: Fact[];
      warningId: string;
      batchId: number;
      ord: number;
      keyId: number;
      sealed: Buffer;
    }
  >({
    name: 'read-warning-evidence',
    text: `WITH RECURSIVE family AS (
             SELECT $1::uuid AS id UNION SELECT w.id FROM warning w JOIN family f ON w.merged_into = f.id)
           SELECT e.id, e.at, e.kind, e.score, e.facts AS stored, e.reasons, e.warning_id AS "warningId",
                  e.batch_id AS "batchId", e.ord, e.key_id AS "keyId", e.sealed
           FROM warning_evidence e JOIN family f ON e.warning_id = f.id ORDER BY e.at DESC, e.id DESC LIMIT ${mostEvidence}`,
    values: [id],
  });
  const items: Item[] = [];
  for (const { stored, warningId, batchId, ord, keyId, sealed, at, ...row } of rows) {
    const context = `evidence/${warningId}/${batchId}/${ord}`;
    const facts =
      stored.length > 0
        ? stored
        : await openedOr([], async () => {
            const plain = await vault.unseal(tx, { keyId, sealed }, context);
            return factsOf(JSON.parse(plain.toString()) as Signal);
          });
    items.push({ ...row, at: at.toISOString(), facts });
  }
  return items;
}
