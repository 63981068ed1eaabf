import type { Act, MatrixAct, MatrixRole, Role } from '@lanzha/contract';

type Said = Omit<MatrixAct, 'act'>;

const act = (zh: string, en: string, whyZh: string, whyEn: string, source: string): Said => ({
  name: { zh, en },
  why: { zh: whyZh, en: whyEn },
  source,
});

/** What each act is and why the house has it at all; shown to the security administrator (rules.md §10.3). */
export const actReasons = {
  'warnings.read': act(
    '查看预警',
    'Read warnings',
    '办理预警先要看到预警；个人信息一律脱敏，只看本地、本单位和借阅来的。',
    'Work on a warning begins with reading it; masked, within the own scope or lent.',
    '实务 W1、D3；规则 §10.1',
  ),
  'warnings.handle': act(
    '办理预警',
    'Handle warnings',
    '签收、联系、见面劝阻、结案，由到场的人如实记录。',
    'Sign, reach, meet and close: noted by who was there.',
    '实务 W4–W6；规则 §6.3',
  ),
  'warnings.assign': act(
    '派单、移交预警',
    'Assign and transfer warnings',
    '派给哪个单位、移交到哪里，由值班台统一掌握，避免推诿。',
    'Who gets a warning is decided at one desk.',
    '实务 W3；规则 §6.3',
  ),
  'loans.lend': act(
    '借阅预警给别人',
    'Lend a warning',
    '确需他人知悉单条预警时，限人、限期、写明事由借出，可随时收回。',
    'One record for one person, with a reason and an end.',
    '实务 D3、W9；规则 §10.2',
  ),
  'signals.enter': act(
    '登记线索',
    'Enter signals',
    '96110 来电、群众反映由值班台登记。',
    'Calls and reports are entered at the desk.',
    '实务 W1、W8',
  ),
  'vault.reveal': act(
    '查看明文',
    'Reveal plain text',
    '打电话、上门要用真实号码；逐项填事由，逐次留痕。',
    'Reaching a person needs the number; each look has a reason and a record.',
    '实务 D2；规则 §10.1',
  ),
  'vault.search': act(
    '按号码、姓名查询',
    'Search by identifier',
    '接到来电要能查到有没有预警；不显示范围外的结果，逐次留痕。',
    'Finding the warning behind a call; within the scope, on record.',
    '实务 D2；规则 §10.1',
  ),
  'vault.figures': act(
    '查看明文查询统计',
    'See who revealed how much',
    '领导要掌握谁看了多少明文，发现异常。',
    'Leaders watch who looks at how much.',
    '规则 §10.1、§10.3',
  ),
  'directory.read': act(
    '查看单位人员',
    'Read units and people',
    '派单、联系、核对权限都要知道有哪些单位和人。',
    'Assigning and checking need units and names.',
    '实务 D6、G19',
  ),
  'directory.manage': act(
    '管理单位和账户',
    'Manage units and accounts',
    '系统管理员管账户，不见业务数据。',
    'Accounts are kept by who sees no business data.',
    '规则 §10.3',
  ),
  'directory.factors': act(
    '重置动态码',
    'Reset second factors',
    '手机遗失后要能恢复登录。',
    'A lost phone must not lock somebody out for good.',
    '规则 §10.3',
  ),
  'directory.matrix': act(
    '查看岗位权限对照',
    'See the matrix of rights',
    '安全管理员管授权与策略，要能回答“谁能做什么、为什么”。',
    'Who keeps the policy must be able to say who may do what, and why.',
    '规则 §10.3',
  ),
  'keys.manage': act(
    '管理接口密钥',
    'Manage service keys',
    '外部系统接入属于系统配置。',
    'Connecting other systems is configuration.',
    '实务 W1；规则 §10.3',
  ),
  'notify.manage': act(
    '管理通知投递',
    'Manage deliveries',
    '邮件、推送地址属于系统配置。',
    'Mail and webhooks are configuration.',
    '规则 §10.3',
  ),
  'audit.read': act(
    '查看审计记录',
    'Read the audit log',
    '审计管理员只读日志，不参与其他管理。',
    'Who reads the log does nothing else.',
    '实务 D4；规则 §10.3',
  ),
  'retention.manage': act(
    '管理保存期和暂缓销毁',
    'Manage retention',
    '到期销毁、依法暂缓属于安全策略。',
    'Forgetting and holding back are policy.',
    '规则 §10.2',
  ),
  'params.read': act(
    '查看参数',
    'Read parameters',
    '办理的人要知道时限从哪里来。',
    'Whoever works against a clock may see where it comes from.',
    '规则 §0、§6.3',
  ),
  'params.propose': act(
    '提出修改参数',
    'Propose parameters',
    '参数是策略，由安全管理员提出。',
    'Parameters are policy.',
    '规则 §10.3',
  ),
  'params.approve': act(
    '批准修改参数',
    'Approve parameters',
    '重要操作逐级审批，提出和批准不是同一个人。',
    'What one proposes another approves.',
    '规则 §10.3',
  ),
  'rights.request': act(
    '申请变更授权',
    'Ask for rights',
    '授权变更双人：一人申请，一人批准。',
    'Rights change by two people: one asks.',
    '规则 §10.3',
  ),
  'rights.approve': act(
    '批准变更授权',
    'Approve rights',
    '授权变更双人：一人申请，一人批准。',
    'Rights change by two people: one agrees.',
    '规则 §10.3',
  ),
  'approvals.read': act(
    '查看申请与批准',
    'Read approvals',
    '申请人、批准人和审计都要看到办到哪一步。',
    'Those who ask, decide and audit see how far it is.',
    '规则 §10.3',
  ),
  'shifts.read': act(
    '查看值班交接',
    'Read shifts',
    '谁在值班、交接了什么，办理的人要知道。',
    'Who is on duty and what was handed over.',
    '实务 W15、D6',
  ),
  'shifts.take': act(
    '值班交接',
    'Take and hand over shifts',
    '24 小时值班，交接不能漏事。',
    'Duty around the clock; nothing is forgotten at the change.',
    '实务 W8、W15',
  ),
  'shifts.plan': act('排班', 'Plan shifts', '值班表由负责人安排。', 'Leaders plan the rota.', '实务 W15、D6'),
  'staff.read': act(
    '查看人员名册',
    'Read the staff register',
    '知道岗位由谁担任、由谁接替。',
    'Who holds a post and who follows.',
    '实务 D6、G19',
  ),
  'operation.manage': act(
    '运行维护',
    'Run the system',
    '备份、恢复、运行状况属于系统管理。',
    'Backups and health belong to system administration.',
    '规则 §10.3',
  ),
  'staff.manage': act(
    '维护人员名册',
    'Manage the staff register',
    '借调、培训、接替要有人登记。',
    'Secondment, training and succession are entered.',
    '实务 D6',
  ),
} as const satisfies Record<Act, Said>;

const role = (zh: string, en: string, source: string): Pick<MatrixRole, 'why' | 'source'> => ({
  why: { zh, en },
  source,
});

/** Why a role has what it has. */
export const roleReasons = {
  duty_officer: role(
    '24 小时值班台：接警情、派单、催办，先办最急的。',
    'The desk around the clock: takes in, assigns, presses on.',
    '实务 人员、W3、W8',
  ),
  analyst: role(
    '研判为什么报警、谁与谁有关；看而不办。',
    'Finds out why and who is linked; reads, does not handle.',
    '实务 人员、W10',
  ),
  station_officer: role(
    '见面劝阻、电话劝阻的责任人，只办本所的。',
    'Meets and calls people, for the own station.',
    '实务 人员、W4',
  ),
  grid_worker: role(
    '协助上门，只看派给本网格的。',
    'Helps at the door; sees what was given to the grid.',
    '实务 人员、P2',
  ),
  bank_liaison: role(
    '配合止付、查询，不接触预警对象信息。',
    'Executes orders; has no part in warnings.',
    '实务 人员、F1、F4',
  ),
  operator_liaison: role(
    '配合停机、处置，不接触预警对象信息。',
    'Executes orders; has no part in warnings.',
    '实务 人员、F5',
  ),
  member_liaison: role(
    '本系统人员的劝阻，只看专门借阅来的单条预警。',
    'Dissuasion of own staff: only single warnings that are lent.',
    '实务 人员、W9；规则 §10.2',
  ),
  leader: role(
    '掌握进展、审批、借阅把关，不直接办理。',
    'Oversees, approves, lends; does not handle.',
    '实务 人员、G11；规则 §10.3',
  ),
  school_contact: role(
    '学生的劝阻，只看专门借阅来的单条预警；未成年人信息一律脱敏。',
    'Dissuasion of students: only single warnings that are lent, masked.',
    '实务 D6、W9；规则 §10.2',
  ),
  property_manager: role(
    '配合张贴、入户宣传，不接触预警对象信息。',
    'Helps to publicise; has no part in warnings.',
    '实务 D6、P16、P20',
  ),
  court_staff: role(
    '审判需要了解单条预警时借阅，平时什么也看不到。',
    'Reads a single warning when it is lent for a trial.',
    '实务 D6、S13；规则 §10.2',
  ),
  procuratorate_staff: role(
    '提前介入需要了解单条预警时借阅，平时什么也看不到。',
    'Reads a single warning when it is lent for early involvement.',
    '实务 D6、S13；规则 §10.2',
  ),
  system_admin: role(
    '三员之一：管账户与配置，不见业务数据，不批准授权。',
    'One of three: accounts and configuration, no business data.',
    '实务 D4；规则 §10.3',
  ),
  security_admin: role(
    '三员之一：管授权与策略，不见业务数据，不可兼任。',
    'One of three: rights and policy, no business data.',
    '实务 人员、D4；规则 §10.3',
  ),
  audit_admin: role(
    '三员之一：只读日志，不参与授权和业务。',
    'One of three: reads the log and nothing else.',
    '实务 人员、D4；规则 §10.3',
  ),
} as const satisfies Record<Role, Pick<MatrixRole, 'why' | 'source'>>;
