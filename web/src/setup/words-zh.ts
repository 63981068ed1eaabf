export const words = {
  title: '首次设置',
  intro: '只在第一次启动时做一次，约三分钟。',
  step: '第 {{at}} 步，共 {{of}} 步',
  steps: { code: '设置码', county: '所在县区', center: '反诈中心', accounts: '三个账户', done: '完成' },
  code: {
    label: '设置码',
    hint: '启动拦诈的窗口里打印了一行“设置码”，抄到这里。只有看得到那个窗口的人才能完成设置。',
    missing: '请填写启动窗口里打印的设置码。',
  },
  county: {
    search: '按名称或代码查找',
    searchHint: '例如“昭阳区”或 530602。',
    none: '没有找到这个县区，请换个写法，或在下面逐级选择。',
    found: '查找结果',
    province: '省、自治区、直辖市',
    city: '市、州',
    county: '县、区',
    choose: '请选择',
    missing: '请选到县、区一级。',
    chosen: '已选：{{name}}（{{code}}）',
  },
  beside: {
    title: '想先看看？打开演练区划',
    text: '一个虚构的县：12 个镇街、各个岗位、九天的预警和办理经过，新的信号不断进来。它在另一个数据目录里，与本中心的数据毫不相干，随时可以回来设置。',
    open: '打开演练区划',
    making: '正在建立演练区划，已完成 {{percent}}%……',
    ready: '演练区划已打开，点这里进入',
    failed: '演练区划没有建成，启动窗口里写明了原因。可以再试一次。',
    elsewhere: '本机对外服务，演练要在启动窗口里打开：lanzha serve --drill --live --data 另一个目录。',
  },
  center: {
    name: '反诈中心名称',
    nameHint: '会出现在页面、简报和文书上。',
    nameDefault: '{{county}}反诈中心',
    missing: '请填写名称，2 至 60 个字。',
    stations: '按乡镇、街道各建一个派出所',
    stationsHint: '预警要有单位可派。以后可以在“单位与人员”里增改。',
  },
  accounts: {
    admin: '系统管理员',
    adminHint: '管账户和配置，看不到预警等业务数据。',
    security: '安全管理员',
    securityHint: '管授权和参数。岗位由系统管理员申请、安全管理员批准，所以必须是另一个人。',
    officer: '第一位值班员',
    officerHint: '在预警台上签收、联系、结案的人。',
    name: '姓名',
    username: '用户名',
    password: '口令',
    missingName: '请填写姓名。',
    same: '各账户的用户名不能相同。',
  },
  refused: {
    code: '设置码不对。请看启动窗口里最后打印的那一个；大小写和横线不影响。',
    county: '没有这个县级区划代码，请重新选择。',
    username: '各账户的用户名不能相同。',
    weak: '口令太弱，请换一个。',
  },
  submit: '完成设置',
  already: '首次设置已经由别人完成，请直接登录。',
  done: {
    title: '设置完成',
    body: '{{center}}可以开始工作了。接下来：',
    first: '值班员 {{officer}} 登录后，打开“预警”，按页面上的说明接入第一条线索。',
    second:
      '系统管理员 {{admin}} 登录后，在“单位与人员”里为同事开账户；岗位由安全管理员 {{security}} 在“审批”里批准后生效。',
    third: '请把三个口令分别交给本人，不要留在聊天记录里。',
    go: '去登录',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    setup: typeof words;
  }
}
