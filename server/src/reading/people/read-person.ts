import type { PersonView, WarningDetail } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { listLoans } from '../../work/loans/index.ts';
import { type Desk, findWarning } from '../../work/warnings/index.ts';
import { readRows } from '../lists/index.ts';
import { contactsOf } from './contacts.ts';
import { countSignals } from './count-signals.ts';
import type { PersonWarnings } from './person-warnings.ts';

const mostWarnings = 50;
/** Contacts and loans are read of the newest: what was said years ago helps nobody at the door. */
const mostRead = 20;

/** Everything of the own scope that helps to speak with this person, masked. That it was read stands in the audit log. */
export async function readPerson(
  desk: Desk,
  warning: string,
  { ids }: PersonWarnings,
  outside: number,
): Promise<PersonView> {
  const { tx, actor, now } = desk;
  const rows = await readRows(desk, ids.slice(0, mostWarnings));
  const details: WarningDetail[] = [];
  for (const id of ids.slice(0, mostRead)) {
    const detail = await findWarning(desk, id);
    if (!isRefusal(detail)) details.push(detail);
  }
  const quiet = details.map((detail) => detail.quiet).find((one) => one?.running);
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'people.read',
    ok: true,
    target: `warning/${warning}`,
    detail: { warnings: rows.length },
  });
  return {
    warning,
    subject: knownSubject(rows.map(({ subject }) => subject)),
    warnings: rows.map(({ closedAt: _, savedFen: __, dueAt: ___, overdue: ____, ...summary }) => summary),
    total: ids.length,
    outside,
    contacts: details.flatMap(contactsOf).toSorted((a, b) => b.at.localeCompare(a.at)),
    signals: await countSignals(tx, ids, now),
    quiet: quiet ? { until: quiet.untilAt, by: quiet.by } : null,
    loans: await readLoans(desk, ids.slice(0, mostRead)),
  };
}

/** The newest warning says who it is; what it does not know, an earlier one may. */
function knownSubject(subjects: readonly PersonView['subject'][]): PersonView['subject'] {
  const known = <K extends keyof PersonView['subject']>(key: K): PersonView['subject'][K] =>
    subjects.find((subject) => subject[key] !== null)?.[key] ?? (null as PersonView['subject'][K]);
  return {
    name: known('name'),
    phone: known('phone'),
    idNo: known('idNo'),
    account: known('account'),
    age: known('age'),
    occupation: known('occupation'),
  };
}

async function readLoans(desk: Desk, ids: readonly string[]): Promise<PersonView['loans']> {
  const lent = await lentAmong(desk.tx, ids);
  const loans: PersonView['loans'] = [];
  for (const warning of lent) loans.push(...(await listLoans(desk, { view: 'lent', warning })));
  return loans.toSorted((a, b) => b.at.localeCompare(a.at));
}

async function lentAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'find-lent-among',
    text: 'SELECT DISTINCT warning_id AS id FROM loan WHERE warning_id = ANY ($1::uuid[])',
    values: [ids],
  });
  return rows.map(({ id }) => id);
}
