import type { Role, UnitKind } from '@lanzha/contract';
import { chanceOf } from './chance.ts';
import { countyName, personName } from './names.ts';
import { mobileOf } from './numbers.ts';
import type { DrillParams, Land, Town } from './places.ts';

/** Who sends signals in the story; each is one unit with one source name. */
export const drillSenders = ['operator', 'bank', 'hotline', 'upper'] as const;
export type DrillSender = (typeof drillSenders)[number];

export interface DrillUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly place: string;
  /** Code of the unit above. */
  readonly parent?: string | undefined;
}

export interface DrillStaff {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Code of the unit. */
  readonly unit: string;
  readonly staffNo: string;
  readonly phone: string;
  /** Signs in: the one account of its role that is handed out. */
  readonly handedOut: boolean;
}

export const centreCode = 'DRILL-FZ';
/** Which unit sends under which source. */
export const senderUnits = {
  operator: { unit: 'DRILL-YY1', source: '通信预警' },
  bank: { unit: 'DRILL-YH1', source: '银行风控' },
  hotline: { unit: centreCode, source: '96110 热线' },
  upper: { unit: 'DRILL-SJ', source: '上级平台' },
} as const satisfies Record<DrillSender, { unit: string; source: string }>;

const stem = countyName.slice(0, 2);

/** Units of every kind of the practice, some sixty at scale 1: parents before children. */
export function makeUnits({ county, towns }: Land): DrillUnit[] {
  const at = (
    code: string,
    name: string,
    kind: UnitKind,
    place = county.code,
    parent?: string,
  ): DrillUnit => ({
    code: `DRILL-${code}`,
    name,
    kind,
    place,
    parent: parent === undefined ? undefined : `DRILL-${parent}`,
  });
  return [
    at('GA', `${stem}县公安局`, 'police_bureau'),
    at('FZ', `${stem}县反诈中心`, 'anti_fraud_center'),
    at('QZ', `${stem}县情指勤中心`, 'command_center'),
    at('ZC', `${stem}县侦查中心`, 'investigation_center'),
    at('DD', `${stem}县公安局刑侦大队`, 'police_squad'),
    at('SJ', '演练上级平台', 'upper_platform'),
    at('TC', '演练侦测系统', 'detection_system'),
    at('YH1', `${stem}农商银行`, 'bank'),
    at('YH2', '青禾银行云岭支行', 'bank'),
    at('YY1', '云岭通信公司', 'operator'),
    at('YY2', '岭南移讯云岭分公司', 'operator'),
    at('ZF', '禾付支付', 'payment_institution'),
    at('PT', '邻里集市平台', 'internet_platform'),
    at('RH', '央行云岭支行', 'central_bank'),
    at('JG', '通信管理办公室', 'regulator'),
    at('JY', `${stem}县教育局`, 'education_bureau'),
    at('FY', `${stem}县人民法院`, 'court'),
    at('JC', `${stem}县人民检察院`, 'procuratorate'),
    at('YY', `${stem}县人民医院`, 'hospital'),
    at('BX', '守护保险云岭公司', 'insurer'),
    at('CY1', `${stem}县妇女联合会`, 'member_unit'),
    at('CY2', `${stem}县住房和建设局`, 'member_unit'),
    at('CY3', `${stem}县市场监督管理局`, 'member_unit'),
    at('QY', '锦程电子厂', 'enterprise'),
    at('ZY', '蓝马甲反诈志愿队', 'volunteer_team'),
    at('SC1', `${stem}县第一中学`, 'school', towns[0]!.code, 'JY'),
    at('SC2', `${stem}职业学院`, 'school', towns[1]!.code, 'JY'),
    ...towns.flatMap((town, index) => unitsOf(town, index, at)),
  ];
}

function unitsOf(
  { code, name, urban, villages }: Town,
  index: number,
  at: (code: string, name: string, kind: UnitKind, place?: string, parent?: string) => DrillUnit,
): DrillUnit[] {
  const number = String(index + 1).padStart(2, '0');
  const short = name.replace(/(街道|镇|乡)$/, '');
  const first = villages[0]!;
  return [
    at(`PS${number}`, `${short}派出所`, 'police_station', code),
    at(`ZF${number}`, `${name}${urban ? '办事处' : '人民政府'}`, 'town_government', code),
    ...(index < 8 ? [at(`WD${number}`, `${stem}农商银行${short}支行`, 'bank_branch', code, 'YH1')] : []),
    ...(index < 3
      ? [
          at(`SQ${number}`, first.name, 'community', first.code, `ZF${number}`),
          at(`WG${number}`, `${first.name}第一网格`, 'grid', first.code, `PS${number}`),
          at(`WY${number}`, `${short}家园物业公司`, 'property_company', first.code),
        ]
      : []),
    ...(index < 2 ? [at(`YT${number}`, `云岭通信${short}营业厅`, 'operator_shop', code, 'YY1')] : []),
  ];
}

/** One account handed out for each role, at the unit where its work is; the others make the boards look alive. */
const seats: readonly (readonly [Role, string])[] = [
  ['duty_officer', 'FZ'],
  ['analyst', 'FZ'],
  ['leader', 'FZ'],
  ['station_officer', 'PS01'],
  ['grid_worker', 'WG01'],
  ['bank_liaison', 'YH1'],
  ['operator_liaison', 'YY1'],
  ['member_liaison', 'CY1'],
  ['school_contact', 'SC1'],
  ['property_manager', 'WY01'],
  ['court_staff', 'FY'],
  ['procuratorate_staff', 'JC'],
  ['system_admin', 'FZ'],
  ['security_admin', 'FZ'],
  ['audit_admin', 'FZ'],
];

/** How many more of each role serve beside the one that is handed out, by kind of unit. */
const crews: Partial<Record<UnitKind, readonly (readonly [Role, number])[]>> = {
  anti_fraud_center: [
    ['duty_officer', 5],
    ['analyst', 2],
    ['leader', 1],
  ],
  command_center: [['duty_officer', 2]],
  police_station: [
    ['station_officer', 4],
    ['leader', 1],
  ],
  grid: [['grid_worker', 1]],
  bank: [['bank_liaison', 1]],
  bank_branch: [['bank_liaison', 1]],
  operator: [['operator_liaison', 1]],
  member_unit: [['member_liaison', 1]],
  town_government: [['member_liaison', 1]],
  school: [['school_contact', 1]],
  property_company: [['property_manager', 1]],
  court: [['court_staff', 1]],
  procuratorate: [['procuratorate_staff', 1]],
};

export function makeStaff(units: readonly DrillUnit[], { seed }: DrillParams): DrillStaff[] {
  const staff: DrillStaff[] = [];
  const add = (role: Role, unit: string, username: string, handedOut: boolean) => {
    const chance = chanceOf(seed, 'staff', staff.length);
    staff.push({
      username,
      name: personName(chance, chance.hits(0.35) ? 'f' : 'm'),
      role,
      unit,
      staffNo: `9906${String(staff.length + 1).padStart(4, '0')}`,
      phone: mobileOf('staff', staff.length, seed),
      handedOut,
    });
  };
  for (const [role, code] of seats) add(role, `DRILL-${code}`, role.replaceAll('_', '-'), true);
  for (const { code, kind } of units)
    for (const [role, count] of crews[kind] ?? [])
      for (let n = 1; n <= count; n++)
        add(
          role,
          code,
          `${code.slice('DRILL-'.length).toLowerCase()}-${role.replaceAll('_', '-')}-${n}`,
          false,
        );
  return staff;
}
