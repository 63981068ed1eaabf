import type { LinkKind } from '@lanzha/contract';
import { maskAccount, maskPhone, normaliseIdentifier } from '../../ground/vault/index.ts';
import { hostOf } from './hosts.ts';

/** A value as it is compared and shown. */
export interface LinkValue {
  readonly value: string;
  /** Kept sealed: a telephone number or an account. Service numbers of at most six digits are nobody's. */
  readonly personal: boolean;
  readonly masked: string;
}

/** Under these everybody may register: one entry would name half of the web. */
const sharedSuffixes = new Set(
  'com.cn net.cn org.cn edu.cn ac.cn com.hk com.tw co.uk co.jp co.kr github.io pages.dev vercel.app web.app'.split(
    ' ',
  ),
);

/** Reads what a person typed as a value of a kind. @returns why it cannot be one, as part of a sentence */
export function readValue(kind: LinkKind, typed: string): LinkValue | { readonly why: string } {
  const text = typed.normalize('NFKC').trim();
  switch (kind) {
    case 'phone':
      return phoneOf(text.replace(/[\s()-]/g, ''));
    case 'account': {
      const value = normaliseIdentifier('account', text);
      if (!/^[0-9A-Z@._-]{4,64}$/.test(value))
        return { why: '账号应为 4–64 位字母、数字或 @ . _ -，不含汉字' };
      return { value, personal: true, masked: maskAccount(value) };
    }
    case 'url_host': {
      const value = hostOf(text);
      if (value === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value))
        return { why: '没有读出网站域名，请填写网址或域名' };
      if (sharedSuffixes.has(value)) return { why: `${value} 是公用后缀，请写到具体网站` };
      return { value, personal: false, masked: value };
    }
    case 'app': {
      const value = text.toLowerCase();
      if (!/^[0-9a-f]{64}$/.test(value) && !/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/.test(value))
        return { why: '应用应填包名(如 com.example.app)或 64 位 sha256' };
      return { value, personal: false, masked: value };
    }
  }
}

function phoneOf(text: string): LinkValue | { readonly why: string } {
  const value = normaliseIdentifier('phone', text);
  if (!/^\+?\d{3,20}$/.test(value)) return { why: '号码应为 3–20 位数字，可带开头的 +' };
  return { value, personal: isPersonalPhone(value), masked: maskPhone(value) };
}

export const isPersonalPhone = (value: string): boolean => value.length > 6;

/** What a value of a pasted list most likely is; undefined when it may be several. */
export function guessKind(typed: string): LinkKind | undefined {
  const text = typed.normalize('NFKC').trim();
  if (/^[0-9a-f]{64}$/i.test(text) || /^(?:com|cn|org|net|io)\.[\w.]+$/i.test(text)) return 'app';
  if (/:\/\//.test(text) || /^[\w-]+(\.[\w-]+)+(?:[/:?#]|$)/.test(text)) return 'url_host';
  const digits = text.replace(/[\s()-]/g, '');
  if (/^\+\d{6,}$|^\d{3,6}$|^0\d{7,}$|^1\d{10}$|^400\d{7}$/.test(digits)) return 'phone';
  return /^\d{12,24}$/.test(digits) ? 'account' : undefined;
}
