import {
  codedFields,
  type IncidentDetail,
  type IncidentField,
  type IncidentValues,
  subtypes,
  typeVersion,
} from '@lanzha/contract';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Changed, IncidentsDesk, Seen } from './desk.ts';
import { getIncident } from './detail.ts';
import { type AnyField, knownOf, maskField, normaliseField } from './fields.ts';
import { type NotNow, nextState } from './lifecycle.ts';
import { type IncidentRow, lockIncident, standingOf } from './rows.ts';
import type { SealedChange, SealedValues } from './sealed.ts';
import { openTransfers, openValues, valuesOf } from './values.ts';
import { type Columns, changedByOthers, writeStep } from './write.ts';

/** Members that are left out stay as they are. */
export type Recorded<Values> = { readonly [Field in keyof Values]?: Values[Field] | undefined };

export type RecordRefusal = Refusal<'NOT_FOUND'> | Changed | NotNow;

const columnOf = {
  fraudType: 'fraud_type',
  subtype: 'subtype',
  screenSharing: 'screen_sharing',
  warnedBefore: 'warned_before',
  leak: 'leak',
  crisis: 'crisis',
} as const satisfies Record<(typeof codedFields)[number], keyof Columns>;

/**
 * Takes down elements, each for itself: whoever else wrote in the same field since the person looked is not overwritten
 * (CHANGED with what stands there now); other fields do not matter. The same value again is no step.
 */
export async function recordElements(
  desk: IncidentsDesk,
  input: Seen & { readonly set: Recorded<IncidentValues> },
): Promise<IncidentDetail | RecordRefusal | Refusal<'NEEDS_REVIEW'> | Refusal<'UNKNOWN_SUBTYPE'>> {
  const row = await lockIncident(desk.tx, input.id);
  if (row === undefined) return refuse('NOT_FOUND');
  const to = nextState(standingOf(row), 'record', desk.actor.id);
  if (isRefusal(to)) return to;
  const sealed = await openValues(desk, row);
  const before = valuesOf(row, sealed);
  const set = withType(normalised<IncidentField>(input.set), before);
  const changes = changesOf(set, before);
  if (changes.length === 0) return getIncident(desk, row.id);
  const transfers = await openTransfers(desk, row.id);
  const known = knownOf(
    before,
    transfers.map((one) => one.values),
  );
  const conflict = await conflictOf(desk, row, input.version, changes, (path) => {
    const value = before[path as IncidentField];
    return value === null ? null : maskField(path as AnyField, value, known);
  });
  if (conflict !== null) return conflict;
  const after = { ...before, ...set } as IncidentValues;
  const retypes = changes.some(
    ({ path, before: was }) => (path === 'fraudType' || path === 'subtype') && was !== null,
  );
  if (retypes && row.state !== 'draft') return refuse('NEEDS_REVIEW');
  if (!knownSubtype(after)) return refuse('UNKNOWN_SUBTYPE');
  await writeStep(desk, row, {
    act: 'record',
    to,
    columns: columnsOf(set),
    values: nextSealed(sealed, set),
    changes,
  });
  return getIncident(desk, row.id);
}

/** Another type has other subtypes: the old one falls away with it. */
function withType(set: Recorded<IncidentValues>, before: IncidentValues): Recorded<IncidentValues> {
  const retypes = set.fraudType !== undefined && set.fraudType !== before.fraudType;
  return retypes && set.subtype === undefined ? { ...set, subtype: null } : set;
}

export const knownSubtype = ({
  fraudType,
  subtype,
}: Pick<IncidentValues, 'fraudType' | 'subtype'>): boolean =>
  subtype === null || (fraudType !== null && Object.hasOwn(subtypes[fraudType], subtype));

function columnsOf(set: Recorded<IncidentValues>): Columns {
  const columns = codedFields.flatMap((field) =>
    set[field] === undefined ? [] : [[columnOf[field], set[field]]],
  );
  const version =
    set.fraudType === undefined ? [] : [['type_version', set.fraudType === null ? null : typeVersion]];
  return Object.fromEntries([...columns, ...version]) as Columns;
}

const isCoded = (field: string): boolean => (codedFields as readonly string[]).includes(field);

function nextSealed(sealed: SealedValues, set: Recorded<IncidentValues>): SealedValues {
  const next: Record<string, string> = { ...sealed };
  for (const [field, value] of Object.entries(set)) {
    if (isCoded(field)) continue;
    if (value === null) delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  return next;
}

export function normalised<Field extends AnyField>(
  set: Readonly<Record<string, unknown>>,
): Record<Field, never> {
  const entries = Object.entries(set).map(([field, value]) => [
    field,
    typeof value === 'string' ? normaliseField(field as AnyField, value) : value,
  ]);
  return Object.fromEntries(entries) as Record<Field, never>;
}

const written = (value: unknown): string | null => (value == null ? null : String(value));

/** What is otherwise than before; `prefix` names a transfer. */
export function changesOf(
  set: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
  prefix = '',
): SealedChange[] {
  return Object.entries(set).flatMap(([field, value]) => {
    const [was, is] = [written(before[field]), written(value)];
    return value === undefined || was === is ? [] : [{ path: prefix + field, before: was, after: is }];
  });
}

/** Somebody else wrote in one of these fields since version `seen`. */
export async function conflictOf(
  desk: IncidentsDesk,
  row: IncidentRow,
  seen: number,
  changes: readonly SealedChange[],
  shown: (path: string) => string | null,
): Promise<Changed | null> {
  const paths = changes.map(({ path }) => path);
  const change = await changedByOthers(desk, { id: row.id, version: seen }, paths);
  if (change === undefined) return null;
  const path = paths.find((one) => change.fields.includes(one)) ?? '';
  return refuse('CHANGED', {
    version: row.version,
    by: change.by as string | null,
    field: path.slice(path.indexOf('/') + 1) as string | null,
    theirs: shown(path),
  });
}
