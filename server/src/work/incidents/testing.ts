import type { IncidentDetail } from '@lanzha/contract';
import { isRefusal } from '../../ground/refusal/index.ts';
import { openOffice, start } from '../warnings/testing/office.ts';
import type { IncidentsDesk } from './desk.ts';
import { findIncident } from './detail.ts';
import { openIncident } from './open.ts';
import { recordElements } from './record.ts';
import { addTransfer } from './transfers.ts';

export const victim = {
  victimName: '钱小梅',
  victimIdNo: '330206199203040527',
  victimPhone: '13698765432',
} as const;

const money = {
  fromAccount: '6217 0012 3456 7890 123',
  fromName: '钱小梅',
  fromBank: '建设银行',
  toAccount: '6222-0298-7654-3210-987',
  toName: '孙得利',
  toBank: '工商银行',
  amount: 3_500_000,
  sentAt: '2026-03-01T07:20:00.000Z',
  sentTo: 'minute',
} as const;

/** An office that takes reports; each act is a transaction of its own, rolled back on a refusal. */
export async function openReportDesk() {
  const office = await openOffice();
  const { people } = office;
  type Somebody = (typeof people)['east'];

  const by = <T>(who: Somebody, work: (desk: IncidentsDesk) => Promise<T>, now = start) =>
    office.act(who, now, work);
  const report = (who: Somebody = people.east, now = start) =>
    by(who, (desk) => openIncident(desk, { source: 'phone' }), now) as Promise<IncidentDetail>;
  const record = (who: Somebody, at: IncidentDetail, set: Parameters<typeof recordElements>[1]['set']) =>
    by(who, (desk) => recordElements(desk, { ...seen(at), set })) as Promise<IncidentDetail>;
  async function see(who: Somebody, id: string): Promise<IncidentDetail> {
    const found = await by(who, (desk) => findIncident(desk, id));
    if (isRefusal(found)) throw new Error(found.code);
    return found;
  }
  async function filled(who: Somebody = people.east): Promise<IncidentDetail> {
    const opened = await report(who);
    await record(who, opened, { ...victim, brief: '钱小梅接到自称客服的电话，转给孙得利账户' });
    return by(who, (desk) => addTransfer(desk, { id: opened.id, set: money })) as Promise<IncidentDetail>;
  }
  return { office, people, by, report, record, see, filled };
}

/** What was on the screen. */
export const seen = ({ id, version }: IncidentDetail) => ({ id, version });
