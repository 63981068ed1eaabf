export const words = {
  room: '服务密钥',
  title: '外部系统的服务密钥',
  about: '外部系统凭密钥把信号发进来。一把密钥只属于一个单位和一个来源，只在新建时显示一次。',
  count: '{{count}} 把密钥',
  empty: '还没有密钥',
  emptyWhy: '外部系统要接入时，为它新建一把。',
  anywhere: '不限',
  never: '不到期',
  unused: '没有用过',
  column: {
    source: '来源',
    number: '编号',
    unit: '单位',
    allow: '权限',
    from: '允许的地址',
    state: '状态',
    expires: '到期',
    used: '最近使用',
    act: '操作',
  },
  state: { live: '有效', expired: '已到期', revoked: '已停用' },
  right: { write: '发送信号', explain: '得知理由' },
  rightHint: {
    write: '把短信、通话、转账等信号发进来，得到等级。',
    explain: '还能得到分数、理由和证据。只给公安机关自己的系统。',
  },
  form: {
    title: '新建密钥',
    submit: '新建',
    choose: '请选择',
    unitMissing: '请选择单位。',
    unitNone: '没有符合的单位',
    unknownUnit: '没有这个单位。',
    sourceHint: '例如“短信网关”。同一单位的不同系统用不同的来源。',
    sourceMissing: '请填写来源。',
    allowMissing: '请至少选一项权限。',
    expires: '到期日',
    expiresHint: '当天结束后失效。不填则一直有效，直到停用。',
    alreadyExpired: '到期日已经过去。',
    from: '只许从这些地址使用',
    fromHint: '地址或网段，每行一个，例如 10.1.2.3 或 10.1.2.0/24。不填则不限。',
    badRange: '“{{range}}”不是地址或网段。例如 10.1.2.3 或 10.1.2.0/24。',
  },
  secret: {
    title: '请保存密钥',
    once: '密钥只在这里显示一次。请现在复制到外部系统，不要用聊天工具传送。',
    done: '已保存好',
  },
  revoke: {
    do: '停用',
    title: '停用密钥',
    why: '停用后，{{unit}}的“{{source}}”几秒之内不能再用这把密钥发送。停用不能撤销，需要时另建一把。',
    reason: '停用原因',
    reasonMissing: '请写明原因，至少 2 个字。',
    already: '这把密钥已经停用了。',
    done: '“{{source}}”的密钥已停用。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    'service-keys': typeof words;
  }
}
