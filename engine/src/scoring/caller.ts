/** What the number alone says of who called or wrote. */
export interface Caller {
  /** Dialled from abroad. */
  readonly overseas: boolean;
  /** Made to look like another: several leading zeros, "+00", or a country code before a public service number. */
  readonly altered: boolean;
  /** Ends like a public service number (police, banks, operators). */
  readonly official: boolean;
}

const officialNumber = /(?:110|119|120|12381|96110|12345|12315|95\d{3})$/;
const nobody: Caller = { overseas: false, altered: false, official: false };

/** Reads a number once; `saidOverseas` is what the network says. */
export function callerOf(from: string | undefined, saidOverseas: boolean | undefined): Caller {
  if (from === undefined || from === '')
    return saidOverseas === true ? { ...nobody, overseas: true } : nobody;
  const first = from.charCodeAt(0);
  // Most numbers begin with 1–9 and are neither dialled from abroad nor altered.
  if (first >= 0x31 && first <= 0x39 && from.length === 11)
    return saidOverseas === true ? { ...nobody, overseas: true } : nobody;
  const plain = from.replace(/[\s-]/g, '');
  const official = officialNumber.test(plain);
  return {
    overseas: saidOverseas === true || /^(?:\+|00)(?!86|0*86)/.test(from.replace(/^\+0+/, '+')),
    altered: /^(?:\+0|000)/.test(plain) || (/^(?:\+|00)/.test(plain) && official && plain.length <= 12),
    official,
  };
}
