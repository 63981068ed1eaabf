import type { WarningDetail } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { type ContactFact, readContacts, readFollowUpsOf } from '../dissuasion/index.ts';
import type { Desk } from './desk.ts';
import { readEnding } from './ending.ts';
import { readQuiet } from './quiet.ts';
import type { WarningRow } from './row.ts';
import { readTransfers } from './transfers.ts';

type Beside = Pick<WarningDetail, 'contacts' | 'transfer' | 'ending' | 'quiet' | 'followUps'> & {
  readonly facts: readonly ContactFact[];
};

/** What hangs on a warning. Most have little of it: one look says what is worth reading. */
export async function readBeside(
  desk: Desk,
  { id, state }: Pick<WarningRow, 'id' | 'state'>,
): Promise<Beside> {
  const { tx } = desk;
  const has = await whatHangsOn(tx, id);
  const { records, facts } = has.contacts ? await readContacts(desk, id) : { records: [], facts: [] };
  return {
    contacts: records,
    facts,
    transfer: has.transfers ? ((await readTransfers(tx, [id])).get(id) ?? null) : null,
    ending: state === 'closed' ? await readEnding(tx, id) : null,
    quiet: has.quiet ? await readQuiet(desk, id) : null,
    followUps: has.followUps ? await readFollowUpsOf(desk, id) : [],
  };
}

async function whatHangsOn(tx: Tx, id: string) {
  const { rows } = await tx.query<Record<'contacts' | 'transfers' | 'quiet' | 'followUps', boolean>>({
    name: 'look-what-hangs-on-warning',
    text: `SELECT EXISTS (SELECT FROM contact_record WHERE warning_id = $1) AS contacts,
                  EXISTS (SELECT FROM warning_transfer WHERE warning_id = $1) AS transfers,
                  EXISTS (SELECT FROM quiet_period WHERE warning_id = $1) AS quiet,
                  EXISTS (SELECT FROM follow_up WHERE warning_id = $1) AS "followUps"`,
    values: [id],
  });
  return rows[0] ?? { contacts: false, transfers: false, quiet: false, followUps: false };
}
