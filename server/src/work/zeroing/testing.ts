import type { ExplainInput } from '@lanzha/contract';
import { isRefusal } from '../../ground/refusal/index.ts';
import { closeWarning, findWarning } from '../warnings/index.ts';
import type { Office } from '../warnings/testing/office.ts';
import { sheetAt } from './calendar.ts';
import { explainWarning } from './explain.ts';

type Who = Office['people']['duty'];

/** Explains a warning for the sheet that is open at `now`, or for a day that is over. */
export function explain(
  office: Office,
  who: Who,
  warning: string,
  now: Date,
  more: Partial<ExplainInput> = {},
) {
  return office.act(who, now, (desk) =>
    explainWarning(desk, {
      warning,
      day: sheetAt(desk.params, now).day,
      reason: 'not_reached',
      words: '打了三次没有人接',
      next: '请社区上门看看',
      until: new Date(now.getTime() + 3_600_000).toISOString(),
      ...more,
    }),
  );
}

/** Closes a warning as a false alarm. */
export async function close(office: Office, who: Who, id: string, now: Date): Promise<void> {
  const done = await office.act(who, now, async (desk) => {
    const found = await findWarning(desk, id);
    if (isRefusal(found)) return found;
    return closeWarning(desk, {
      id,
      version: found.version,
      outcome: 'not_matched',
      falseAlarm: 'other',
      note: '核实为误报',
    });
  });
  if (isRefusal(done)) throw new Error(`${who.name} cannot close ${id}: ${JSON.stringify(done)}`);
}
