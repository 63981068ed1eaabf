export const words = {
  room: '话术',
  title: '劝阻话术',
  intro: '按诈骗类型备好的话，照着说或者用自己的话说都行。先让对方核实身份，不责怪，不承诺追回。',
  type: '诈骗类型',
  original: '随产品提供的文本，没有改动。',
  changed: '{{by}} {{at}} 改过。',
  fold: '话术：{{type}}',
  others: '看其他类型的话术',
  way: { label: '怎么说', call: '电话', visit: '上门', sms: '短信' },
  part: {
    questions: '问三件事',
    refutations: '对方会说什么，怎么回',
    now: '现在要做的',
    paid: '钱已经转出去的',
    never: '不要说、不要做的',
  },
  said: '对方说：{{said}}',
  audience: { elder: '对老年人', student: '对学生', finance: '对财务人员' },
  versions: '历次改动（{{count}}）',
  version: '第 {{version}} 版 {{name}} {{at}}：{{why}}',
  versionReset: '第 {{version}} 版 {{name}} {{at}} 恢复原文：{{why}}',
  edit: {
    open: '修改',
    title: '修改话术',
    lines: '一行一条。',
    arrow: '一行一条，写成“对方说的 → 怎么回”。',
    tooFew: '至少要写 {{count}} 条。',
    tooShort: '至少十个字。',
    smsTooLong: '短信不超过 70 个字，现在是 {{count}} 个。',
    why: '为什么改',
    whyMissing: '请写明为什么改。',
    changed:
      '还没有保存：{{by}} 刚改过这份话术，现在的文本列在最上面。您写的都还在，看过后再保存，就成为更新的一版。',
    newer: '现在的文本',
    newerBy: '您修改期间，{{by}} 改过这份话术。您写的都还在。',
    take: '放弃我写的，从现在的文本改起',
    save: '保存为新的一版',
    reset: '恢复原文',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    scripts: typeof words;
  }
}
