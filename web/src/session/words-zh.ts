export const words = {
  signIn: {
    title: '登录',
    expired: '登录已过期，请重新登录。登录后回到刚才的页面。',
    username: '用户名',
    password: '口令',
    submit: '登录',
    missingUsername: '请填写用户名。',
    missingPassword: '请填写口令。',
    wrong: '用户名或口令不对。请检查大小写后再试。',
    locked: '失败次数过多，账户已暂时锁定，{{until}} 之后可以再试。急用请联系系统管理员。',
    help: '没有账户或忘记口令，请联系本单位的系统管理员。',
    unnamed: '反诈中心工作平台',
  },
  password: {
    title: '修改口令',
    forced: '这是管理员设的初始口令，请先改成只有您自己知道的口令。',
    current: '原口令',
    next: '新口令',
    repeat: '再输入一次新口令',
    submit: '修改口令',
    wrong: '原口令不对。',
    same: '新口令和原口令相同，请换一个。',
    weak: '新口令太弱：{{rule}}',
    done: '口令已修改。',
    back: '返回',
  },
  language: '语言',
  theme: '外观',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    session: typeof words;
  }
}
