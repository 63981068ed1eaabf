import { randomBytes, randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '@lanzha/contract';
import { senderUnits, type World } from '@lanzha/engine/drill';
import type { Tx } from '../../ground/db/index.ts';
import { createServiceKey } from '../../ground/directory/index.ts';
import { hashPassword } from '../../ground/passwords/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { enrolFactor } from '../../ground/session/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import type { District } from './found-district.ts';

/** One line of `drill-accounts.json` (interfaces.md, Drill). */
export interface DrillAccount {
  readonly role: Role;
  /** Code of the unit. */
  readonly unit: string;
  readonly unitName: string;
  /** Code of its place. */
  readonly place: string;
  readonly username: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly apiKey?: string;
}

/** Passwords of the accounts that are handed out; everybody else has one that nobody knows. */
export interface Passwords {
  readonly plain: ReadonlyMap<string, string>;
  hashOf(username: string): string;
}

export async function makePasswords({ staff }: World): Promise<Passwords> {
  const nobody = await hashPassword(randomBytes(24).toString('base64url'));
  const plain = new Map(
    staff.filter((one) => one.handedOut).map(({ username }) => [username, newPassword()]),
  );
  const hashes = new Map(
    await Promise.all(
      [...plain].map(async ([name, password]) => [name, await hashPassword(password)] as const),
    ),
  );
  return { plain, hashOf: (username) => hashes.get(username) ?? nobody };
}

const letters = 'abcdefghjkmnpqrstuvwxyz';
const some = (count: number, signs: string) =>
  Array.from({ length: count }, () => signs[randomInt(signs.length)]).join('');
/** 50 random bits, to be typed by hand. */
const newPassword = () => `Yan-${some(7, letters)}-${some(5, '23456789')}`;

/** Second factors for those accounts, and a key for the operator's: for this once in clear. */
export async function handOutAccounts(
  tx: Tx,
  vault: Vault,
  { staff, units }: World,
  { people }: District,
  { plain }: Passwords,
): Promise<DrillAccount[]> {
  const named = new Map(units.map((unit) => [unit.code, unit]));
  const accounts: DrillAccount[] = [];
  for (const { username, role, unit } of staff.filter((one) => one.handedOut)) {
    const { name = '', place = '' } = named.get(unit) ?? {};
    const account = {
      role,
      unit,
      unitName: name,
      place,
      username,
      password: plain.get(username) ?? '',
      totpSecret: await enrolFactor(tx, vault, people.get(username) ?? ''),
    };
    accounts.push(role === 'operator_liaison' ? { ...account, apiKey: await makeKey(tx) } : account);
  }
  return accounts;
}

async function makeKey(tx: Tx): Promise<string> {
  const key = await createServiceKey(tx, {
    unitCode: senderUnits.operator.unit,
    source: '演练接入',
    allow: ['signals:write', 'signals:explain'],
  });
  if (isRefusal(key)) throw new RangeError(`drill key: ${key.code}`);
  return key.secret;
}

export const accountsFileIn = (dataDir: string): string => join(dataDir, 'drill-accounts.json');

/** For whoever runs the drill alone: it opens every role. */
export function writeAccounts(dataDir: string, accounts: readonly DrillAccount[]): Promise<void> {
  return writeFile(accountsFileIn(dataDir), `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
}

/** null where no district was made. */
export async function readAccounts(dataDir: string): Promise<DrillAccount[] | null> {
  const text = await readFile(accountsFileIn(dataDir), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as DrillAccount[]);
}
