import type { WarningDetail } from '@lanzha/contract';
import type { Desk } from './desk.ts';
import type { HistoryAct } from './history.ts';
import { maskAbout } from './masking.ts';
import { openedOr } from './opened-or.ts';

type Item = WarningDetail['history'][number];

const mostHistory = 500;
/** However often somebody looked, what was done stays readable. */
const mostReveals = 50;

/** Newest first. What people typed is sealed; numbers in it are masked here, known names by the caller. */
export async function readHistory(
  { tx, vault }: Pick<Desk, 'tx' | 'vault'>,
  id: string,
): Promise<WarningDetail['history']> {
  const { rows } = await tx.query<
    Omit<Item, 'at' | 'actor' | 'act'> & {
      at: Date;
      act: HistoryAct;
      actorId: string | null;
      actorName: string;
      version: number;
      keyId: number | null;
      sealed: Buffer | null;
    }
  >({
    name: 'read-warning-history',
    text: `SELECT h.id, h.at, h.by, h.actor_id AS "actorId", coalesce(p.name, '') AS "actorName", h.act,
                  h.from_state AS "from", h.to_state AS "to", h.note, h.detail, h.version, h.key_id AS "keyId", h.sealed
           FROM warning_history h LEFT JOIN person p ON p.id = h.actor_id
           WHERE h.warning_id = $1 AND (h.act <> 'reveal' OR h.id IN (
             SELECT id FROM warning_history WHERE warning_id = $1 AND act = 'reveal' ORDER BY id DESC LIMIT ${mostReveals}))
           ORDER BY h.version DESC, h.id DESC LIMIT ${mostHistory}`,
    values: [id],
  });
  const items: Item[] = [];
  for (const { actorId, actorName, version, keyId, sealed, at, ...row } of rows) {
    const typed =
      keyId === null || sealed === null
        ? {}
        : await openedOr<Typed>({}, async () =>
            JSON.parse(
              (await vault.unseal(tx, { keyId, sealed }, `history/${id}/${version}/${row.act}`)).toString(),
            ),
          );
    const { note, proof } = typed;
    items.push({
      ...row,
      note: note === undefined || note === '' ? row.note : maskAbout(note, {}),
      detail: { ...row.detail, ...(proof === undefined ? {} : { proof: maskAbout(proof, {}) }) },
      at: at.toISOString(),
      actor: actorId === null ? null : { id: actorId, name: actorName },
    });
  }
  return items;
}

interface Typed {
  note?: string;
  proof?: string;
}
