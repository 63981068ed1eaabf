import type { Signal } from '@lanzha/contract';
import { maskAccount, maskPhone } from '../../ground/vault/index.ts';
import { maskAbout, storable } from './masking.ts';

export interface Fact {
  label: string;
  value: string;
}

const longestText = 2_000;
const levelWords = { urgent: '紧急', high: '高', middle: '中', low: '低' } as const;
const alreadyWords = { not_cheated: '未被骗', cheated: '已被骗', unknown: '不清楚' } as const;

/** The members of a signal as an officer reads them, masked (rules.md §10.1). The whole payload lies sealed beside them. */
export function factsOf(signal: Signal): Fact[] {
  const free = (text: string) => storable(shortened(maskAbout(text, signal.subject), longestText));
  return membersOf(signal).flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [{ label, value: free(value) }],
  );
}

type Member = readonly [label: string, value: string | undefined];

function membersOf(signal: Signal): readonly Member[] {
  switch (signal.kind) {
    case 'sms':
      return [
        ['发送号码', caller(signal.from)],
        ['短信内容', signal.text],
      ];
    case 'call':
      return [
        ['来电号码', caller(signal.from)],
        ['通话时长', duration(signal.seconds)],
        ['境外来电', yes(signal.overseas)],
        ['通话内容', signal.transcript],
      ];
    case 'visit':
      return [['网址', address(signal.url)]];
    case 'install':
      return [
        ['应用', signal.app.name],
        ['安装包', signal.app.package],
        ['屏幕共享', yes(signal.screenSharing)],
      ];
    case 'transfer':
      return [
        ['金额', money(signal.amount)],
        ['收款账户', maskAccount(signal.to.account)],
        ['收款机构', signal.to.bank],
        ['渠道', signal.channel],
        ['新收款人', yes(signal.newPayee)],
      ];
    case 'report':
      return [
        ['所述情况', signal.text],
        ['是否已被骗', signal.already && alreadyWords[signal.already]],
      ];
    case 'instruction':
      return [
        ['下发单位', signal.from],
        ['指令等级', levelWords[signal.level]],
        ['诈骗类型', signal.fraudType],
        ['要求期限', signal.due && instantWords(signal.due)],
        ['指令内容', signal.text],
      ];
  }
}

const yes = (value: boolean | undefined) => (value === undefined ? undefined : value ? '是' : '否');

/** A sender may be a number or a name ("工商银行"); only numbers are cut. */
const caller = (from: string | undefined) =>
  from !== undefined && /^[+＋\d０-９()\s-]+$/.test(from) ? maskPhone(from) : from;

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} 秒` : `${minutes} 分 ${seconds % 60} 秒`;
}

/** Fen to yuan, exact also beyond 2^53 / 100, grouped so that an amount is not taken for a number to mask. */
export function money(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)} 元`;
}

/** The host says what it is; the path of a fraud page often carries the victim's own number. */
function address(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.host === '') return shortened(url, 40);
  const rest = parsed.pathname + parsed.search + parsed.hash;
  return `${parsed.protocol}//${parsed.host}${rest === '/' ? '' : shortened(rest, 12)}`;
}

const instantWords = (iso: string) =>
  new Date(iso).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  });

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
