import type { ParamBounds } from '@lanzha/contract';
import { choice, type Declared, number, text } from './declaring.ts';

const hours = /^\d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d){0,3}$/;
const names = /^(all|nobody|[a-z_]+(,[a-z_]+)*)$/;
const hosts = /^(|(\*\.)?[a-z0-9.-]+(:\d{1,5})?(,(\*\.)?[a-z0-9.-]+(:\d{1,5})?)*)$/i;
const nets = /^(|[0-9a-f.:]+\/\d{1,3}(,[0-9a-f.:]+\/\d{1,3})*)$/i;

/** Every parameter of the house. Bounds keep a slip of the hand from opening a door or stopping the work. */
const declared: Readonly<Record<string, Declared>> = {
  'warning.urgent.contact': number(
    '紧急预警多久之内要联系上当事人',
    'Time to reach the person, urgent',
    1,
    240,
  ),
  'warning.urgent.meet': number('紧急预警多久之内要见到当事人', 'Time to meet the person, urgent', 5, 1440),
  'warning.high.contact': number('高级预警多久之内要联系上当事人', 'Time to reach the person, high', 5, 1440),
  'warning.middle.contact': number(
    '中级预警多久之内要联系上当事人',
    'Time to reach the person, middle',
    30,
    10_080,
  ),
  'warning.low.contact': number(
    '低级预警多久之内要联系上当事人',
    'Time to reach the person, low',
    60,
    20_160,
  ),
  'warning.clock.prewarn': number(
    '时限还剩百分之几时提醒',
    'Share of the time left when the clock turns amber',
    1,
    90,
  ),
  'warning.clock.calendar': choice(
    '时限按全天算还是只算上班时间',
    'Whether clocks run always or in office hours',
    ['always', 'office'],
  ),
  'clock.office.hours': text('上班时间', 'Office hours', hours, '08:30-12:00,14:00-17:30'),
  'warning.urgent.escalate.leader': number(
    '紧急预警超时多久报单位领导',
    'Overdue until the leader is told, urgent',
    0,
    1440,
  ),
  'warning.urgent.escalate.centre': number(
    '紧急预警超时多久报反诈中心',
    'Overdue until the centre is told, urgent',
    0,
    1440,
  ),
  'warning.high.escalate.leader': number(
    '高级预警超时多久报单位领导',
    'Overdue until the leader is told, high',
    0,
    2880,
  ),
  'warning.high.escalate.centre': number(
    '高级预警超时多久报反诈中心',
    'Overdue until the centre is told, high',
    0,
    2880,
  ),
  'warning.middle.escalate.leader': number(
    '中级预警超时多久报单位领导',
    'Overdue until the leader is told, middle',
    0,
    10_080,
  ),
  'warning.middle.escalate.centre': number(
    '中级预警超时多久报反诈中心',
    'Overdue until the centre is told, middle',
    0,
    10_080,
  ),
  'warning.low.escalate.leader': number(
    '低级预警超时多久报单位领导',
    'Overdue until the leader is told, low',
    0,
    20_160,
  ),
  'warning.low.escalate.centre': number(
    '低级预警超时多久报反诈中心',
    'Overdue until the centre is told, low',
    0,
    20_160,
  ),
  'warning.clock.pause': number('时限暂停最长多久', 'Longest pause of a clock', 5, 1440),
  'warning.clock.pauses': number('一条预警的时限最多暂停几次', 'How often a clock may stand still', 0, 10),
  'warning.unreachable.attempts': number(
    '至少联系几次，才能按“确实找不到人”结案',
    'Attempts in vain before somebody counts as unreachable',
    2,
    20,
  ),
  'warning.unreachable.ways': number(
    '至少用几种不同方式联系，才能按“确实找不到人”结案',
    'Different ways tried before somebody counts as unreachable',
    2,
    6,
  ),
  'warning.quiet.usual': number('误报后通常免打扰多久', 'Usual do-not-disturb after a false alarm', 1, 90),
  'warning.quiet.most': number('误报后最长免打扰多久', 'Longest do-not-disturb after a false alarm', 1, 90),
  'follow_up.first': number('结案后多久第一次回访', 'From the end to the first follow-up', 1, 168),
  'follow_up.second': number('结案后多久第二次回访', 'From the end to the second follow-up', 2, 336),
  'follow_up.third': number('结案后多久第三次回访', 'From the end to the third follow-up', 1, 60),
  'follow_up.grace': number(
    '回访可以提前多久做；过了计划时间多久算超时',
    'How long before its time a follow-up may be done, and after it is overdue',
    1,
    72,
  ),
  'review.due': number('必查事项多久之内查清', 'Time to look into what must be reviewed', 1, 90),
  'incident.report.minutes': number(
    '接报后多久之内把止付要素报到上级平台',
    'Time from a report to the upper platform',
    5,
    240,
  ),
  'incident.report.prewarn': number('报送时限前多久提醒', 'Reminder before an incident is due', 1, 60),
  'incident.cancel.atm': number(
    'ATM 转账多久之内可以申请撤销',
    'How long a transfer at an ATM can be cancelled',
    1,
    48,
  ),
  'incident.plain.hourly': number(
    '一人一小时内最多查看几次警情明文',
    'How often an hour one person opens an incident in full',
    5,
    600,
  ),
  'zeroing.hour': text(
    '每天几点清零：此前未结的预警要逐条说明',
    'Hour of the daily zeroing',
    /^([01]\d|2[0-3]):[0-5]\d$/,
    '17:00',
  ),
  'zeroing.push.every': number(
    '同一条预警两次催办至少隔多久',
    'Rest between two pushes of a warning',
    5,
    480,
  ),
  'warning.undo': number('做完一步后多久之内可以撤销', 'How long a step can be undone', 0, 60),
  'warning.false.kept': number(
    '误报结案多久后去除当事人信息',
    'How long a false warning keeps its person',
    30,
    365,
  ),
  'warning.kept': number(
    '其他结案多久后去除当事人信息',
    'How long any other closed warning keeps its person',
    180,
    3650,
  ),
  'episode.silence': number(
    '多久没有新线索，算作另一件事',
    'Silence after which a new episode begins',
    1,
    720,
  ),
  'scoring.level.urgent': number('风险分到多少定为紧急', 'Lowest score of the level urgent', 4, 100),
  'scoring.level.high': number('风险分到多少定为高', 'Lowest score of the level high', 3, 99),
  'scoring.level.middle': number('风险分到多少定为中', 'Lowest score of the level middle', 2, 98),
  'scoring.level.low': number('风险分到多少定为低；更低的不产生预警', 'Lowest score of the level low', 1, 97),
  'signal.id.remembered': number(
    '线索编号记多久，以免重复接收',
    'How long the id of a signal is remembered',
    1,
    730,
  ),
  'signal.payload.kept': number(
    '没有产生预警的线索内容保存多久',
    'How long a signal without a warning is kept',
    1,
    365,
  ),
  'signal.future.tolerance': number(
    '线索时间最多可以比现在晚多少',
    'How far a signal may lie in the future',
    0,
    60,
  ),
  'signal.late.limit': number(
    '线索晚到多久以上只存不计频次',
    'Age from which a signal no longer counts',
    1,
    30,
  ),
  'subject.idle.kept': number(
    '多久没有动静就不再记行为频次',
    'How long counts of a quiet identifier are kept',
    30,
    400,
  ),
  'retention.gap': number(
    '多久没有动静视为时钟跳变，暂停清理',
    'A longer silence is taken for a jump of the clock',
    1,
    60,
  ),
  'search.handle.kept': number(
    '一次查询的结果多久之内可以再打开',
    'How long the result of a search can be opened again',
    1,
    120,
  ),
  'loans.days.most': number('一次最长借阅多少天', 'Longest time a warning is lent', 1, 90),
  'search.hourly': number('一个人每小时最多查询几次', 'Searches a person may make in an hour', 5, 1000),
  'session.idle': number('多久没有操作就退出登录', 'Idle time before a session ends', 5, 60),
  'session.absolute': number('一次登录最长多久', 'Longest life of a session', 1, 24),
  'signin.failures': number('登录连续失败几次就锁定', 'Failed sign-ins before an account is locked', 3, 10),
  'signin.lock': number('登录失败后锁定多久', 'How long an account stays locked', 5, 1440),
  'signin.failures_name': number(
    '一个用户名从所有地址合计失败几次就锁定',
    'Failed sign-ins of a name from all addresses',
    5,
    100,
  ),
  'signin.lock_name': number('一个用户名合计失败过多后锁定多久', 'How long a name stays locked', 5, 1440),
  'signin.known_address': number('一个地址多久之内算常用', 'How long an address counts as usual', 1, 365),
  'signin.totp': text('哪些岗位登录要动态码', 'Roles that need a second factor', names, 'all'),
  'signin.totp_grace_days': number(
    '首次登录后几天之内可以先不设动态码',
    'Days without a second factor after the first sign-in',
    0,
    30,
  ),
  'password.age': number('口令多久必须更换', 'Longest life of a password', 30, 365),
  'password.history': number('新口令不能与最近几个相同', 'Former passwords that may not come back', 1, 24),
  'audit.anchor.every': number(
    '审计链头最迟多久写到库外一次',
    'Longest time between anchors of the audit chain',
    1,
    60,
  ),
  'audit.anchor.records': number(
    '审计链头最多多少条记录写到库外一次',
    'Most records between two anchors',
    10,
    100_000,
  ),
  'approval.expires': number('申请多久没有人批准就作废', 'Life of a request nobody answers', 1, 60),
  'approval.disabled.counts': number(
    '停用的批准人在多久之内仍算“还有别人”',
    'How long a disabled approver still counts as another',
    1,
    90,
  ),
  'keys.fetch.within': number(
    '批准的服务密钥多久之内要领取',
    'How long a granted service key waits to be fetched',
    1,
    30,
  ),
  'approval.code.kept': number('应急码多久之内有效', 'How long an emergency code works', 5, 120),
  'notify.tries': number('一条通知最多发送几次', 'Attempts to deliver a notice', 1, 20),
  'notify.retry.first': number(
    '通知发送失败后第一次重试等多久',
    'Wait before the first retry of a notice',
    5,
    3600,
  ),
  'notify.retry.longest': number('通知重试最长间隔', 'Longest wait between retries', 1, 24),
  'notify.code.valid': number('联系方式验证码多久之内有效', 'How long the code for an address works', 5, 60),
  'notify.code.tries': number('联系方式验证码最多试几次', 'Tries of the code for an address', 3, 10),
  'notify.webhook.hosts': text(
    '通知可以发往哪些外部主机；空为不发',
    'Hosts a notice may go to; empty: none',
    hosts,
    'msg.example.cn',
  ),
  'notify.webhook.nets': text(
    '通知可以发往哪些内网网段；空为不发',
    'Private ranges a notice may go to; empty: none',
    nets,
    '10.1.0.0/16',
  ),
  'notify.webhook.overlap': number(
    '更换通知密钥时新旧并用多久',
    'How long both webhook secrets work',
    1,
    168,
  ),
  'links.bad.longest': number('涉诈名单一次最长列入多久', 'Longest time a known-bad value stands', 1, 1_095),
  'links.kept': number(
    '名单到期后多久销毁号码',
    'Time after its end until a listed value is destroyed',
    1,
    1_095,
  ),
  'disk.low': number(
    '磁盘剩余少于多少就提醒所有人',
    'Free disk space below which everybody is told',
    100,
    1_000_000,
  ),
  'disk.floor': number(
    '磁盘剩余少于多少就不再接收新数据',
    'Free disk space below which nothing new is taken in',
    256,
    100_000,
  ),
  'files.bytes': number('一个附件最大多少', 'Largest file', 1024, 209_715_200),
  'files.pixels': number('一张图片最大多少', 'Largest picture', 1, 200),
  'files.zip.entries': number('压缩包最多含几个文件', 'Most files in an archive', 1, 10_000),
  'files.zip.ratio': number('压缩包最多放大几倍', 'Largest ratio of an archive', 2, 1000),
  'files.zip.bytes': number('压缩包解开最大多少', 'Largest archive once opened', 1024, 1_073_741_824),
  'files.uploads.person': number('一个人同时上传几个附件', 'Uploads of a person at a time', 1, 20),
  'files.uploads.all': number('全系统同时上传几个附件', 'Uploads of everybody at a time', 1, 200),
  'files.rate.least': number('上传慢到每秒多少就中断', 'Slowest upload that is waited for', 256, 1_048_576),
  'files.orphans.after': number(
    '没有用上的附件多久清理',
    'Age at which a file nobody used is removed',
    1,
    720,
  ),
  'shift.sign_on.early': number('接班最多可以提前多久到岗', 'How early a shift may be signed on', 0, 240),
  'shift.notes.kept': number(
    '交接班记录中的文字保存多久',
    'How long words of shift hand-overs are kept',
    30,
    730,
  ),
  'shift.sign_on.late': number('过了接班时间多久算迟到', 'Grace before a sign-on counts as late', 0, 120),
  'staff.contact.confirm': number(
    '联系人多久没有确认就提醒',
    'How long a contact counts as confirmed',
    7,
    730,
  ),
  'staff.contact.report': number(
    '7×24 联系人变更几个工作日内报送',
    'Working days to report a changed 24-hour contact',
    0,
    10,
  ),
};

/** In the order one reads them: by rooms, the most urgent first; undeclared ones last. */
const ranks = new Map(Object.keys(declared).map((code, rank) => [code, rank]));
export const rankOf = (code: string): number => ranks.get(code) ?? ranks.size;

export const findMeaning = (code: string): Declared['meaning'] | null => declared[code]?.meaning ?? null;

const whole = new Set(['times', 'records', 'percent', 'points', 'entries', 'uploads', 'bytes', 'MB', 'd']);

/** The bounds of a parameter; one that nobody declared cannot be changed here. */
export function boundsOf(code: string, unit: string): ParamBounds {
  const bounds = declared[code]?.bounds ?? { type: 'choice', options: [] };
  return bounds.type === 'number' ? { ...bounds, whole: whole.has(unit) } : bounds;
}

export function fits(code: string, unit: string, value: string): boolean {
  const bounds = boundsOf(code, unit);
  switch (bounds.type) {
    case 'choice':
      return bounds.options.includes(value);
    case 'text':
      return value.length <= bounds.longest && declared[code]?.pattern?.test(value) === true;
    case 'number': {
      const parsed = Number(value);
      const isNumber = /^-?\d{1,15}(\.\d{1,4})?$/.test(value);
      return (
        isNumber &&
        parsed >= bounds.min &&
        parsed <= bounds.max &&
        (!bounds.whole || Number.isInteger(parsed))
      );
    }
  }
}

/** Of two neighbours the first stays above the second, else a level could never be reached. */
export const descending = [
  ['scoring.level.urgent', 'scoring.level.high'],
  ['scoring.level.high', 'scoring.level.middle'],
  ['scoring.level.middle', 'scoring.level.low'],
  ['disk.low', 'disk.floor'],
] as const;
