export const words = {
  room: '查阅情况',
  title: '查看明文与按号码查找的情况',
  intro: '每天、每个单位、每个人查看明文和按号码查找各有多少次。每一次的事由在审计记录里。',
  sum: '{{from}} 至 {{to}}：查看明文 {{reveals}} 次，按号码查找 {{searches}} 次',
  empty: '没有查阅',
  emptyWhy: '{{from}} 至 {{to}}，您的范围内没有人查看明文或按号码查找。',
  col: { day: '日期', person: '人员', unit: '单位', reveals: '查看明文', searches: '按号码查找' },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    vault: typeof words;
  }
}
