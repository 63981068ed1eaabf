import { isNewPayee, smallTransfer } from '../facts.ts';
import { days, hours, yuan } from '../say.ts';
import { amountOf, bad, before, movedInAll, newPayee, paid } from './needs.ts';
import type { Rule } from './rule.ts';

export const transferRules: readonly Rule[] = [
  {
    code: 'transfer.known-bad-payee',
    kind: 'transfer',
    title: '收款账户在涉诈名单内',
    needs: [bad('Payee')],
    fire: (facts) => ({ weight: 90, text: `向涉诈名单内的账户转账 ${amountOf(facts)}。` }),
  },
  {
    code: 'transfer.screen-sharing',
    kind: 'transfer',
    title: '屏幕共享后转账',
    type: '15',
    needs: [before('screenSharings', hours(24))],
    fire: (facts) => ({
      weight: isNewPayee(facts) ? 90 : 60,
      text: `屏幕共享后 24 小时内${isNewPayee(facts) ? '向新收款人' : ''}转账 ${amountOf(facts)}。`,
      fraudType: '15',
    }),
  },
  {
    code: 'transfer.after-suspect-call',
    kind: 'transfer',
    title: '可疑通话后向新收款人转账',
    needs: [newPayee, paid(100_000), before('suspectCalls', hours(2))],
    fire: (facts) => ({
      weight: (facts.amount ?? 0) >= 5_000_000 ? 88 : 72,
      text: `可疑通话后两小时内向新收款人转账 ${amountOf(facts)}。`,
    }),
  },
  {
    code: 'transfer.after-bad-contact',
    kind: 'transfer',
    title: '与名单内号码联系后向新收款人转账',
    needs: [newPayee, before('badContacts', hours(24))],
    fire: (facts) => ({
      weight: 65,
      text: `与涉诈名单内的号码联系后 24 小时内，向新收款人转账 ${amountOf(facts)}。`,
    }),
  },
  {
    code: 'transfer.after-bad-site',
    kind: 'transfer',
    title: '打开涉诈网址后向新收款人转账',
    type: '14',
    needs: [newPayee, before('badVisits', hours(24))],
    fire: (facts) => ({
      weight: 60,
      text: `打开涉诈名单内的网址后 24 小时内，向新收款人转账 ${amountOf(facts)}。`,
      fraudType: '14',
    }),
  },
  {
    code: 'transfer.after-bad-app',
    kind: 'transfer',
    title: '安装涉诈应用后向新收款人转账',
    type: '15',
    needs: [newPayee, before('badApps', days(7))],
    fire: (facts) => ({
      weight: 75,
      text: `安装涉诈名单内的应用后 7 天内，向新收款人转账 ${amountOf(facts)}。`,
      fraudType: '15',
    }),
  },
  {
    code: 'transfer.repeated-bad-payee',
    kind: 'transfer',
    title: '反复向名单内账户转账',
    needs: [bad('Payee'), before('badPayees', days(7))],
    fire: (_, history) => ({
      weight: 50,
      text: `7 天内第 ${history.sum('badPayees', days(7)) + 1} 次向涉诈名单内的账户转账，仍在受骗。`,
    }),
  },
  {
    code: 'transfer.small-then-large',
    kind: 'transfer',
    title: '多笔小额后转出大额',
    type: '01',
    needs: [newPayee, paid(5 * smallTransfer), before('smallTransfers', hours(24), 3)],
    fire: (facts, history) => ({
      weight: 60,
      text: `24 小时内先有 ${history.sum('smallTransfers', hours(24))} 笔小额，再转出大额 ${amountOf(facts)}，像先尝甜头后加码。`,
      fraudType: '01',
    }),
  },
  {
    code: 'transfer.many-new-payees',
    kind: 'transfer',
    title: '一天内向多个新收款人转账',
    needs: [newPayee, before('newPayees', hours(24), 4), movedInAll(1_000_000, hours(24))],
    fire: (_, history) => ({
      weight: 42,
      text: `24 小时内第 ${history.sum('newPayees', hours(24)) + 1} 次向新收款人转账，像被要求分散转出。`,
    }),
  },
  {
    code: 'transfer.rapid-large',
    kind: 'transfer',
    title: '一小时内连续大额转出',
    needs: [newPayee, before('transfers', hours(1), 2), movedInAll(10_000_000, hours(1))],
    fire: (facts, history) => ({
      weight: 45,
      text: `一小时内连续 ${history.sum('transfers', hours(1)) + 1} 笔转出 ${yuan(history.sum('amount', hours(1)) + (facts.amount ?? 0))}，最后一笔给新收款人。`,
    }),
  },
];
