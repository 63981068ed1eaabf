import type { IncidentDetail } from '@lanzha/contract';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Changed, IncidentsDesk, Seen } from './desk.ts';
import { getIncident } from './detail.ts';
import { type NotNow, nextState } from './lifecycle.ts';
import { missingOf } from './missing.ts';
import { orderReportClock } from './report-clock.ts';
import { standingOf } from './rows.ts';
import type { SealedValues } from './sealed.ts';
import { openTransfers, openValues, valuesOf } from './values.ts';
import { holdIncident, writeStep } from './write.ts';

type Answer = Promise<
  IncidentDetail | Refusal<'NOT_FOUND'> | Changed | NotNow | Refusal<'MISSING', { field: string }>
>;

/** The elements are there, or it is said why they cannot be. */
export async function collect(
  desk: IncidentsDesk,
  input: Seen & { readonly note?: string | undefined },
): Answer {
  const row = await holdIncident(desk, input);
  if (isRefusal(row)) return row;
  const to = nextState(standingOf(row), 'collect', desk.actor.id);
  if (isRefusal(to)) return to;
  const transfers = (await openTransfers(desk, row.id)).filter((one) => one.row.struckAt === null);
  const missing = missingOf(
    valuesOf(row, await openValues(desk, row)),
    transfers.map(({ row: { id }, values }) => ({ id, values })),
  ).find(({ need }) => need === 'must');
  if (missing !== undefined && input.note === undefined)
    return refuse('MISSING', { field: missing.field as string });
  await writeStep(desk, row, { act: 'collect', to, note: input.note });
  return getIncident(desk, row.id);
}

/** Written down after it was done: this software sends no order to anybody (rules.md §3.1). */
export async function handOver(
  desk: IncidentsDesk,
  input: Seen & {
    readonly to: string;
    readonly at?: string | undefined;
    readonly receipt?: string | undefined;
  },
): Answer {
  const { now, actor } = desk;
  const row = await holdIncident(desk, input);
  if (isRefusal(row)) return row;
  const to = nextState(standingOf(row), 'hand_over', actor.id);
  if (isRefusal(to)) return to;
  const at = input.at === undefined ? now : new Date(input.at);
  if (at.getTime() > now.getTime() + 300_000) return refuse('MISSING', { field: 'at' as string });
  const values: SealedValues = await openValues(desk, row);
  const receipt = input.receipt ?? values.receipt;
  const changes = [
    { path: 'handedTo', before: values.handedTo ?? null, after: input.to },
    ...(receipt === values.receipt
      ? []
      : [{ path: 'receipt', before: values.receipt ?? null, after: receipt ?? null }]),
  ];
  await writeStep(desk, row, {
    act: 'hand_over',
    to,
    columns: { handed_at: at, handed_by: actor.id },
    values: { ...values, handedTo: input.to, ...(receipt === undefined ? {} : { receipt }) },
    changes,
  });
  await orderReportClock(desk, row, 'meet');
  return getIncident(desk, row.id);
}
