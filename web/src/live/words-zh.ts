export const words = {
  state: { opening: '正在连接', live: '实时', waiting: '连接中断，正在重连' },
  about: {
    opening: '正在建立实时连接。',
    live: '新预警和别人的处理会马上出现。',
    waiting: '页面上的内容可能不是最新的；连上后会自动补齐。',
  },
} as const;

declare module '../i18n/spaces.ts' {
  interface WordSpaces {
    live: typeof words;
  }
}
