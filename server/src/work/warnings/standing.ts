import type { ContactMethod, ContactResult } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { type ContactFact, readContactFacts } from '../dissuasion/index.ts';
import type { Standing } from './lifecycle.ts';
import { levelAt, type WarningRow } from './row.ts';

interface Entry {
  readonly act: 'contact' | 'meet' | 'correct' | 'escalate';
  readonly version: number;
  readonly method: ContactMethod | null;
  readonly reached: boolean;
  readonly failed: string | null;
  readonly failure: string | null;
}

/** What was done in the current round, and which failures of it have gone up to the leader. */
export interface Round {
  readonly standing: Standing;
  readonly failures: ReadonlySet<string>;
}

/**
 * A round begins when the warning comes, is reopened, or new danger shows.
 * @param known what its contacts come to, when somebody has read them already
 */
export async function readRound(
  tx: Tx,
  warning: Pick<WarningRow, 'id' | 'level'>,
  known?: readonly ContactFact[],
): Promise<Round> {
  const { rows } = await tx.query<Entry>({
    name: 'read-warning-standing',
    text: `WITH standing AS (
             SELECT * FROM warning_history h WHERE h.warning_id = $1 AND NOT EXISTS (
               SELECT FROM warning_history u
               WHERE u.warning_id = $1 AND u.act = 'undo' AND u.detail ->> 'undone' = h.id::text))
           SELECT act, version, detail ->> 'method' AS method, detail ->> 'reached' = 'true' AS reached,
                  detail ->> 'failed' AS failed, detail ->> 'failure' AS failure
           FROM standing
           WHERE act IN ('contact', 'meet', 'correct', 'escalate') AND version >
             (SELECT coalesce(max(version), 0) FROM standing WHERE act = 'reopen' OR detail ->> 'round' = 'new')
           ORDER BY version`,
    values: [warning.id],
  });
  const contacts = rows.filter(({ act }) => act === 'contact');
  const steps = rows.filter(({ act }) => act !== 'escalate');
  const met = rows.some(({ act }) => act === 'meet');
  const versions = new Set(steps.map(({ version }) => version));
  // An undone attempt takes what it told the leader with it.
  const failures = new Set(
    rows.flatMap(({ failure, version }) => (failure !== null && versions.has(version) ? [failure] : [])),
  );
  const standing: Standing = {
    level: levelAt(warning.level),
    attempts: contacts.length,
    ways: new Set(contacts.map(({ method }) => method ?? 'call')).size,
    reached: met || contacts.some((a) => a.reached),
    rebuffed: contacts.some((a) => a.failed === 'refused' || a.failed === 'hung_up'),
    met,
    lastResult:
      versions.size === 0 ? null : lastResult(known ?? (await readContactFacts(tx, warning.id)), versions),
    toldLeader: failures.size > 0,
    family: contacts.some(({ method }) => method === 'family'),
  };
  return { standing, failures };
}

/** What the person thought at the newest attempt that says so; what was corrected counts as corrected. */
function lastResult(facts: readonly ContactFact[], versions: ReadonlySet<number>): ContactResult | null {
  return facts.findLast(({ version, result }) => versions.has(version) && result !== null)?.result ?? null;
}
