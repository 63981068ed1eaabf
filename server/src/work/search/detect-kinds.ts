import type { SearchKind } from '@lanzha/contract';

/** What a value may be. A number of eleven digits may be a phone and an account of that name; people need not say which. */
export function detectKinds(value: string): SearchKind[] {
  const text = value.normalize('NFKC').trim();
  const plain = text.replace(/[\s\-‐-―.()]/g, '');
  if (/^\p{sc=Han}[\p{sc=Han}·•.\s]{1,30}$/u.test(text)) return ['name'];
  if (/^(?:\+?86|0086)?1\d{10}$/.test(plain)) return ['phone', ...account(plain)];
  if (/^\+\d{3,20}$/.test(plain)) return ['phone'];
  if (/^\d{17}[\dxX]$/.test(plain) || /^\d{15}$/.test(plain)) return ['idNo', ...account(plain)];
  if (/^\d{3,24}$/.test(plain)) return ['phone', ...account(plain)];
  if (/^\p{L}[\p{L}'’\s·.-]*$/u.test(text)) return ['name', ...account(text)];
  if (/^[A-Za-z]{1,3}\d{5,10}$/.test(plain)) return ['idNo', ...account(plain)];
  return account(text.replace(/\s/g, ''));
}

/** As the contract of signals spells an account. */
const account = (text: string): SearchKind[] => (/^[0-9A-Za-z@._-]{4,64}$/.test(text) ? ['account'] : []);

/** Whether a value can be what somebody says it is. */
export function couldBe(kind: SearchKind, value: string): boolean {
  const plain = value.normalize('NFKC').replace(/[\s-]/g, '');
  if (kind === 'name') return /\p{L}{2}/u.test(plain.replace(/[·.•]/g, ''));
  if (kind === 'phone') return /^\+?\d{3,24}$/.test(plain);
  if (kind === 'idNo') return /^[0-9A-Za-z]{6,20}$/.test(plain);
  return account(plain).length > 0;
}
