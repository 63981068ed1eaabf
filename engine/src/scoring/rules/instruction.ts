import { hours } from '../say.ts';
import { before } from './needs.ts';
import type { Rule } from './rule.ts';

const levelWeight = { urgent: 85, high: 65, middle: 45, low: 30 } as const;

export const instructionRules: readonly Rule[] = [
  {
    code: 'instruction.received',
    kind: 'instruction',
    title: '上级平台或外部系统下发指令',
    needs: [],
    fire: ({ instructed, instructedType }) => ({
      weight: levelWeight[instructed ?? 'low'],
      text: '上级平台或外部系统下发的预警指令。',
      fraudType: instructedType,
    }),
  },
  {
    code: 'instruction.with-suspect-call',
    kind: 'instruction',
    title: '指令前一天内本地有可疑通话',
    needs: [before('suspectCalls', hours(24))],
    fire: () => ({ weight: 40, text: '指令下发前 24 小时内，本地信号里有过可疑通话，可以印证。' }),
  },
  {
    code: 'instruction.with-screen-sharing',
    kind: 'instruction',
    title: '指令前一天内打开过屏幕共享',
    type: '15',
    needs: [before('screenSharings', hours(24))],
    fire: () => ({ weight: 60, text: '指令下发前 24 小时内打开过屏幕共享。', fraudType: '15' }),
  },
  {
    code: 'instruction.money-moving',
    kind: 'instruction',
    title: '指令前一天内向新收款人转过账',
    needs: [before('newPayees', hours(24))],
    fire: () => ({ weight: 45, text: '指令下发前 24 小时内向新收款人转过账，钱可能正在流走。' }),
  },
];
