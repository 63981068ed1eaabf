import { maskText } from '../../../ground/vault/index.ts';
import type { Field } from './columns.ts';
import { readTime } from './times.ts';
import { alreadyOf, booleanOf, fraudTypeOf, kindOf, levelOf } from './words.ts';

/** What is wrong with a cell: the end of a sentence that begins with line and column, remedy included. */
export class CellProblem {
  readonly sentence: string;
  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

type Reader = (text: string) => string | number | boolean | CellProblem;

const free = new Set<Field>(['text', 'transcript']);
const nothing = /^(?:[-—–/\\]+|null|n\/a|#n\/a|\\n|nan)$/i;

/** The text of a cell, or '' when people wrote that there is nothing: -, /, NULL, N/A. */
export function cellText(field: Field, raw: string): string {
  const text = unwrapped(raw).trim();
  return nothing.test(text) && !free.has(field) ? '' : text;
}

/** Reads a cell that is not empty. Times come out in ISO 8601, `yuan` in fen, `minutes` in seconds. */
export function readCell(field: Field, text: string): string | number | boolean | CellProblem {
  return readers[field](text);
}

/** Spreadsheets are made to keep long numbers as text by ="6222…", a leading ' or a tab. */
const unwrapped = (raw: string) => /^\s*="(.*)"\s*$/.exec(raw)?.[1] ?? raw.replace(/^\s*'(?=\d)/, '');

const asIs: Reader = (text) => text;

const identifier: Reader = (text) => {
  const bare = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(bare)) {
    return new CellProblem(
      '号码变成了科学计数法,原来的数字已经丢失。请把这一列设为“文本”格式,重新填写原号码后再导入',
    );
  }
  return /^\d+\.0+$/.test(bare) ? bare.slice(0, bare.indexOf('.')) : bare;
};

const time: Reader = (text) =>
  readTime(text) ?? new CellProblem('不是能识别的时间。请写成 2026-03-01 09:30:00 的样子');

const wholeNumber =
  (wanted: string): Reader =>
  (text) => {
    const bare = text.normalize('NFKC').replace(/[,\s]/g, '');
    return /^\d{1,15}(?:\.0+)?$/.test(bare) ? Number(bare) : new CellProblem(`应为${wanted}`);
  };

const age: Reader = (text) => wholeNumber('0–130 的整数')(text.replace(/(?:周?岁)$/, ''));

function money(digits: number, wanted: string): Reader {
  const pattern = new RegExp(`^(\\d{1,13})(?:\\.(\\d{0,${digits}})0*)?$`);
  return (text) => {
    const bare = text.normalize('NFKC').replace(/[,\s¥元分]|人民币|RMB|CNY/gi, '');
    const [, whole, fraction = ''] = pattern.exec(bare) ?? [];
    if (whole === undefined) return new CellProblem(`应为${wanted}`);
    return Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0'));
  };
}
const fen = money(0, '非负整数,单位为分。如果单位是元,请把表头改为“金额(元)”');
const yuan = money(2, '以元为单位的金额,最多两位小数,例如 50000.00');

/** 1860, 31:00, 0:31:00, 31分, 1小时2分3秒 */
function duration(unit: number, wanted: string): Reader {
  return (text) => {
    const bare = text.normalize('NFKC').replace(/[,\s]/g, '');
    if (/^\d{1,9}(?:\.\d+)?$/.test(bare)) return Math.round(Number(bare) * unit);
    const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})$/.exec(bare);
    const spoken =
      /^(?=\d)(?:(\d{1,3})(?:小时|时|h))?(?:(\d{1,4})(?:分钟|分|min))?(?:(\d{1,6})(?:秒|s))?$/i.exec(bare);
    const [, h = '0', m = '0', s = '0'] = clock ?? spoken ?? [];
    if (clock === null && spoken === null) return new CellProblem(`应为${wanted}`);
    return Number(h) * 3600 + Number(m) * 60 + Number(s);
  };
}

const yesOrNo: Reader = (text) => booleanOf(text) ?? new CellProblem('应为“是”或“否”');
const borders: Record<string, boolean> = { 境外: true, 国外: true, 境内: false, 国内: false };

function oneOf<T extends string>(find: (word: string) => T | undefined, wanted: string): Reader {
  return (text) => find(text) ?? new CellProblem(`不认识“${maskText(text).slice(0, 20)}”,应为${wanted}`);
}

const readers: Record<Field, Reader> = {
  id: identifier,
  kind: oneOf(kindOf, '短信、通话、访问网址、安装应用、转账、群众反映、上级指令之一'),
  at: time,
  phone: identifier,
  idNo: identifier,
  account: identifier,
  name: asIs,
  place: identifier,
  age,
  occupation: asIs,
  from: asIs,
  text: asIs,
  transcript: asIs,
  seconds: duration(1, '非负整数,单位为秒'),
  minutes: duration(60, '分钟数'),
  overseas: (text) => borders[text] ?? yesOrNo(text),
  url: asIs,
  appName: asIs,
  appPackage: asIs,
  appSha256: asIs,
  screenSharing: yesOrNo,
  toAccount: identifier,
  toBank: asIs,
  amount: fen,
  yuan,
  channel: asIs,
  newPayee: yesOrNo,
  already: oneOf(alreadyOf, '未被骗、已被骗、不清楚之一'),
  level: oneOf(levelOf, '紧急、高、中、低之一'),
  fraudType: fraudTypeOf,
  due: time,
};
