import type { ContactFunction, StaffFilter } from '@lanzha/contract';
import { csvLine, csvStart } from '../../ground/audit/index.ts';
import type { StaffDesk } from './desk.ts';
import { type MemberRow, readMembers } from './list-members.ts';

const head = ['姓名', '单位', '岗位职务', '借调自', '联系人职责', '电话(脱敏)', '有无账户', '离开日期'];

/** As the register's page says them. */
const functionWords = {
  anti_fraud_liaison: '反诈联络员',
  stop_payment_24x7: '7×24 止付联系人',
  operator_liaison: '运营商联络人',
  platform_liaison: '平台联络人',
  school_contact: '学校联系人',
  property_contact: '物业联系人',
  case_contact: '案件联系人',
  office_contact: '办公室联系人',
} as const satisfies Record<ContactFunction, string>;

const atMost = 20_000;

/** The register as CSV for table programs; telephone numbers stay masked, formulas stay text. */
export async function exportMembers(
  desk: StaffDesk,
  filter: Partial<StaffFilter>,
): Promise<{ csv: string; rows: number }> {
  const rows = await readMembers(desk, filter, atMost);
  return { csv: csvStart + csvLine(head) + rows.map(lineOf).join(''), rows: rows.length };
}

const lineOf = (row: MemberRow): string =>
  csvLine([
    row.name,
    row.unit.name,
    row.post,
    row.secondedFrom ?? '',
    row.functions.map(({ function: duty, rank }) => `${functionWords[duty]} ${rank} 角`).join(';'),
    row.masked ?? '',
    row.account === null ? '无' : '有',
    row.leftDay ?? '',
  ]);
