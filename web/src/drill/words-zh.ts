export const words = {
  room: '演练',
  title: '演练现在怎样？',
  failed: '没有读到演练的状态',
  still: '演练没有在进行',
  stillHint: '历史都在，可以照常练习；要让新的信号不断进来，请用 lanzha serve --drill --live 启动。',
  loading: '正在读取演练状态',
  time: '时间与快慢',
  storyAt: '剧情走到 {{at}}。',
  sent: '开始以来送出信号 {{count}} 条。',
  pause: '暂停',
  run: '继续',
  speed: '快慢',
  times: '{{speed}} 倍',
  colleagues: '同事一起办',
  colleaguesHint:
    '没有人扮演的单位，由剧情里的同事签收、联系、见面、结案，快慢跟着剧情走。您所在单位新来的预警留给您；您经手过的，同事不再碰。',
  emergencies: '突发情况',
  emergenciesHint: '现在就发生一起，看值班员怎样应对。预警会照常出现在预警台上，不另作标记。',
  start: '现在发生',
  started: '已经发生的',
  startedNone: '还没有。',
  scoreHint:
    '练完后在启动窗口执行 lanzha drill score，按剧情核对：发现了多少、多快到人、劝回了多少钱。剧情另存在文件里，系统里看不到答案。',
  emergency: {
    branch_elder: { title: '老人在网点要汇款', text: '网点报告：一位老人执意要把养老钱转给“办案民警”。' },
    student_sharing: { title: '学生正在共享屏幕', text: '境外来电之后装了会议软件，正在逐笔转账。' },
    refund_wave: { title: '一个镇的退款电话潮', text: '一小时内多人接到“客服退款”电话，号码同属一个团伙。' },
    finance_boss: { title: '财务被拉进“老板”群', text: '企业财务接到“老板”指示，准备对公转账。' },
  },
  tour: {
    title: '五分钟看懂',
    at: '第 {{at}} 步，共 {{of}} 步',
    close: '先不看了',
    again: '看一遍导览',
    back: '上一步',
    next: '下一步',
    there: '到那里去',
    finish: '知道了',
    steps: {
      desk: {
        title: '谁需要马上联系？',
        text: '这是值班员的工作台。最急的排在最上面，每一行写明是谁、怎么回事、还剩多少时间。用上下键选一条。',
      },
      why: {
        title: '为什么是他？',
        text: '右边一条条写着理由，能照着念给本人听。风险分只用来派工作，不停谁的卡。身份信息默认遮住，要看明文得写事由。',
      },
      sign: {
        title: '先签收',
        text: '按 S 签收，这条就在您手上，计时接着走。超时会逐级上报，界面写着到时报给谁。',
      },
      contact: {
        title: '打电话，记下来',
        text: '按 C 记录一次联系：怎么联系的、是否联系上、对方怎么说。联系不上也要记，每次尝试都算数。',
      },
      end: {
        title: '有个结果',
        text: '按 E 结案：劝住了、已经被骗、不符……每种结果要写明它该有的内容。已经被骗的，马上转去采集止付要素。',
      },
      undo: {
        title: '点错了？',
        text: '做完后下面有一条“撤销”，点一下就回到上一步。历史照样留着，谁也改不掉。',
      },
      search: {
        title: '这个号码以前有过吗？',
        text: '按手机号、证件号、账号或姓名查找。号码不会出现在网址里，每次查找都有记录。',
      },
      emergency: {
        title: '来一起突发情况',
        text: '在“演练”页点“现在发生”，几秒后预警台上方会提示有新预警。列表不会在您手下跳动。（没有这个页面的岗位请看下一步。）',
      },
      roles: {
        title: '换个岗位看看',
        text: '退出后，登录页上可以直接进入别的岗位：派出所民警只看见自己辖区，领导看见看板，审计管理员只看见谁做了什么。',
      },
    },
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    drill: typeof words;
  }
}
