import {
  type ContactMethod,
  fraudTypeNames,
  levelNames,
  outcomeNames,
  type Role,
  type SignalKind,
  stateNames,
  type UnitKind,
} from '@lanzha/contract';

const contactMethod = {
  call: '电话',
  sms: '短信',
  video: '视频',
  meet: '当面',
  family: '通过家属',
  third_party: '通过他人',
} as const satisfies Record<ContactMethod, string>;

const signalKind = {
  sms: '短信',
  call: '通话',
  visit: '访问网址',
  install: '安装应用',
  transfer: '转账',
  report: '群众反映',
  instruction: '上级指令',
} as const satisfies Record<SignalKind, string>;

const role = {
  duty_officer: '值班员',
  analyst: '研判员',
  station_officer: '派出所民警',
  grid_worker: '网格员',
  bank_liaison: '银行驻点',
  operator_liaison: '运营商驻点',
  member_liaison: '成员单位联络员',
  leader: '领导',
  school_contact: '学校联系人',
  property_manager: '物业管理人员',
  court_staff: '法院人员',
  procuratorate_staff: '检察院人员',
  system_admin: '系统管理员',
  security_admin: '安全管理员',
  audit_admin: '审计管理员',
} as const satisfies Record<Role, string>;

const unitKind = {
  anti_fraud_center: '反诈中心',
  police_bureau: '公安局',
  command_center: '情指中心',
  investigation_center: '侦查中心',
  police_station: '派出所',
  police_squad: '警队',
  town_government: '乡镇、街道',
  community: '村、社区',
  grid: '网格',
  bank: '银行',
  bank_branch: '银行网点',
  payment_institution: '支付机构',
  operator: '运营商',
  operator_shop: '营业厅',
  internet_platform: '互联网平台',
  upper_platform: '上级平台',
  detection_system: '监测系统',
  member_unit: '成员单位',
  education_bureau: '教育局',
  school: '学校',
  court: '法院',
  procuratorate: '检察院',
  central_bank: '人民银行',
  regulator: '监管部门',
  enterprise: '企业',
  property_company: '物业公司',
  hospital: '医院',
  volunteer_team: '志愿队伍',
  insurer: '保险公司',
} as const satisfies Record<UnitKind, string>;

export const words = {
  product: '拦诈',
  slogan: '反诈中心工作平台',
  drill: '演练',
  drillLong: '演练库：以下人员、号码、案情均为虚构',
  level: levelNames,
  state: stateNames,
  outcome: outcomeNames,
  contactMethod,
  signalKind,
  fraudType: fraudTypeNames,
  role,
  unitKind,
  do: {
    retry: '重试',
    cancel: '取消',
    close: '关闭',
    save: '保存',
    back: '上一步',
    next: '下一步',
    copy: '复制',
    copied: '已复制',
    clear: '清除',
    loading: '正在加载',
  },
  optional: '选填',
  password: {
    show: '显示口令',
    hide: '隐藏口令',
    capsLock: '大写锁定已打开。',
  },
  rules: {
    required: '这一项要填。',
    password: '至少 8 个字符，并包含大写字母、小写字母、数字、符号中的三类。',
    passwordLength: '口令至少 8 个字符，现在是 {{length}} 个。',
    passwordClasses: '口令要包含大写字母、小写字母、数字、符号中的三类，现在有 {{classes}} 类。',
    passwordName: '口令里不能包含用户名。',
    passwordRepeats: '口令里重复的字符太多，请至少用 5 个不同的字符。',
    passwordRepeat: '两次输入的口令不一样。',
    username: '用户名由小写字母开头，可含数字、点、下划线、短横线，3 至 40 个字符。',
    usernameHint: '小写字母开头，例如 wang.jing。',
  },
} as const;

declare module './spaces.ts' {
  interface WordSpaces {
    common: typeof words;
  }
}
