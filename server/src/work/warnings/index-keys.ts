import type { Signal } from '@lanzha/contract';
import { normaliseName, type Vault } from '../../ground/vault/index.ts';

/** Blind indexes under which a warning is found by somebody who knows the identifier or the whole name. */
export function indexKeysOf(
  { blindIndex, nameIndex }: Pick<Vault, 'blindIndex' | 'nameIndex'>,
  { phone, idNo, account, name }: Signal['subject'],
): string[] {
  return [
    ...(phone === undefined ? [] : [blindIndex('phone', phone)]),
    ...(idNo === undefined ? [] : [blindIndex('idNo', idNo)]),
    ...(account === undefined ? [] : [blindIndex('account', account)]),
    ...(name === undefined || normaliseName(name).length < 2 ? [] : [nameIndex(name)]),
  ];
}
