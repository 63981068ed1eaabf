import type { ApprovalState } from '@lanzha/contract';

const state = {
  pending: '等待批准',
  approved: '已批准',
  refused: '未批准',
  withdrawn: '已撤回',
  expired: '已过期',
} as const satisfies Record<ApprovalState, string>;

export const words = {
  room: '审批',
  title: '哪些申请等另一个人批准？',
  views: '查看',
  view: { todo: '待我批准', mine: '我提出的', others: '其他待批', done: '已办结' },
  countLabel: '{{count}} 份申请等您批准',
  loading: '正在读取',
  empty: {
    todo: '没有等您批准的申请',
    mine: '您没有正在等待的申请',
    others: '没有其他等待批准的申请',
    done: '还没有办结的申请',
  },
  emptyWhy: {
    todo: '授权、停用批准人、恢复账户、重置口令、修改参数、新建服务密钥要两个人。别人提出后会出现在这里。',
    mine: '在“单位人员”“参数”或“服务密钥”里提出的申请，会在这里等另一个人批准。',
    others: '不归您批准的申请会出现在这里，您可以看到但不能批。',
    done: '批准、不批准、撤回和过期的申请都留在这里。',
  },
  kind: {
    params: { change: '修改参数' },
    rights: { change: '变更岗位或单位', restore: '恢复停用的账户', disable: '停用账户' },
    account: { reset: '重置口令' },
    keys: { grant: '新建服务密钥' },
  },
  state,
  alone: '单人应急批准',
  becomes: '改为',
  what: {
    param: '参数',
    value: '数值',
    from: '生效',
    atOnce: '批准后立即',
    basis: '依据',
    certainty: '确信度',
    person: '人员',
    roles: '岗位',
    noRoles: '没有岗位',
    unit: '单位',
    after: '批准后',
    source: '来源',
    allow: '权限',
    right: { write: '发送信号', explain: '得知分数、理由和证据' },
    addresses: '允许的地址',
    anywhere: '不限',
    expires: '到期',
    never: '不到期，用到停用为止',
    grantMeans: '密钥由申请人在“服务密钥”里领取，只显示一次；批准人看不到。请先核实接入单位和系统。',
    resetMeans: '原口令作废，改用申请人设的初始口令；本人登录后必须改掉。请先向本人核实。',
  },
  why: '事由：{{why}}',
  asked: '{{name}} 申请，{{at}}',
  about: '{{name}} 申请的“{{kind}}”，事由：{{why}}',
  until: '{{at}} 前有效',
  decided: {
    pending: '{{name}}，{{at}}',
    approved: '{{name}} 批准，{{at}}',
    refused: '{{name}} 不批准，{{at}}',
    withdrawn: '{{name}} 撤回，{{at}}',
    expired: '{{name}}，{{at}}',
  },
  note: '说明：{{note}}',
  act: { approve: '批准', refuse: '不批准', withdraw: '撤回', emergency: '单人应急批准' },
  noteLabel: '说明',
  code: '应急码',
  codeHint: '在服务器上执行 lanzha approvals code 得到，用一次就失效。',
  emergencyMeans:
    '现在没有其他人可以批准。凭服务器上的应急码，您可以单人批准；这次批准会单独记入审计，并一直标明。',
  bad: { note: '请写明说明。', code: '请填写应急码。' },
  refused: {
    own: {
      requester: '这是您自己提出的申请，要由另一个人批准。',
      subject: '这份申请是关于您自己的，要由别人批准。',
      same_person: '申请人或当事人与您是同一个人（警号或工号相同），要由别人批准。',
    },
    stale: {
      changed: '申请提出之后，情况已经变化，不能再批准。请撤回，重新申请。',
      gone: '涉及的人员、单位或参数已经不在，不能批准。',
      requester: '申请人已经没有申请的权限，不能批准。',
      too_late: '指定的生效时间已经过去，不能批准。请重新申请。',
      last_admin: '这会使系统没有系统管理员，不能批准。',
      last_approvers: '这会使能批准申请的人不足两人，不能批准。请先增加安全管理员或领导。',
      excluded: '现在的规则不允许这样变更，不能批准。',
    },
    pair: '申请人和批准人中，至少一人应当是安全管理员。',
    changed: '这份申请刚被别人处理过。',
    over: '这份申请已经办结。',
    code: '应急码不对，或已过期、已用过。请在服务器上重新生成。',
    others: '还有别人可以批准：{{names}}。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    approvals: typeof words;
  }
}
