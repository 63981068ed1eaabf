import { createHmac } from 'node:crypto';
import { asUuid } from './blind-index.ts';

/** 张 小凡, 张小凡 and 张·小凡 are one name; Latin names without case. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{P}]/gu, '')
    .toLowerCase();
}

/** Blind index of a whole name: HMAC-SM3 like those of identifiers, of a kind of its own. */
export function nameIndexer(secret: Buffer): (name: string) => string {
  return (name) =>
    asUuid(
      createHmac('sm3', secret)
        .update(`n${normaliseName(name)}`)
        .digest('hex')
        .slice(0, 32),
    );
}
