import type { NoticeKind, Role } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { notify, type Recipient } from '../../ground/notify/index.ts';

interface Meant {
  readonly id: string;
  readonly no: number;
  readonly unitId: string;
}

/** One warning given to somebody, who hears of it unless they took it themselves. */
export function tellAssigned(tx: Tx, { id, no, unitId }: Meant, to: string, by: string): Promise<number> {
  return notify(tx, {
    to: { person: to },
    kind: 'warning.assigned',
    params: { no },
    link: `/warnings/${id}`,
    unitId,
    except: by,
  });
}

export interface ClockNews extends Meant {
  readonly kind: Extract<NoticeKind, 'warning.due' | 'warning.overdue'>;
  readonly to: { readonly person: string } | { readonly unit: string; readonly role: Role };
}

/** Tells of many clocks at once: one notice for each recipient and kind, however many warnings it is about. */
export async function tellOfClocks(tx: Tx, news: readonly ClockNews[]): Promise<void> {
  const groups = Map.groupBy(news, ({ kind, to }) => JSON.stringify([kind, to]));
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const warnings = new Set(group.map(({ id }) => id));
    const to: Recipient = first.to;
    await notify(tx, {
      to,
      kind: first.kind,
      params: { no: first.no, ...(warnings.size > 1 ? { count: warnings.size } : {}) },
      link: warnings.size > 1 ? '/warnings' : `/warnings/${first.id}`,
      urgent: first.kind === 'warning.overdue',
      unitId: first.unitId,
    });
  }
}

/** Dissuasion failed: told to the leader of the unit. */
export function tellFailed(
  tx: Tx,
  { id, no, unitId, urgent }: Meant & { urgent: boolean },
  by: string,
): Promise<number> {
  return notify(tx, {
    to: { unit: unitId, role: 'leader' },
    kind: 'warning.failed',
    params: { no },
    link: `/warnings/${id}`,
    urgent,
    unitId,
    except: by,
  });
}

/** To whoever sent it here, or the desk of that unit. */
export function tellReturned(
  tx: Tx,
  { id, no, unitId }: Meant,
  to: string | null,
  by: string,
): Promise<number> {
  return notify(tx, {
    to: to === null ? { unit: unitId, role: 'duty_officer' } : { person: to },
    kind: 'warning.returned',
    params: { no },
    link: `/warnings/${id}`,
    unitId,
    except: by,
  });
}

/** Out of the county: somebody else at the desk has to look. */
export function tellHandover(tx: Tx, { id, no, unitId }: Meant, by: string): Promise<number> {
  return notify(tx, {
    to: { role: 'duty_officer' },
    kind: 'warning.handover',
    params: { no },
    link: `/warnings/${id}`,
    unitId,
    except: by,
  });
}
