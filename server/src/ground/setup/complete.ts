import type { Role } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { type Db, machine, type Tx } from '../db/index.ts';
import { addPlaces, createPerson, createUnit, type Division, divisionsOfCounty } from '../directory/index.ts';
import { completeInstallation, getInstallation, lockInstallation } from '../installation/index.ts';
import { codeFits, hashPassword, weaknessOf } from '../passwords/index.ts';
import { inTransactionOrRefusal, isRefusal, type Refusal, refuse } from '../refusal/index.ts';
import { stationName } from './station-name.ts';

export interface NewAccount {
  name: string;
  username: string;
  password: string;
}

export interface SetupInput {
  code: string;
  county: string;
  centerName: string;
  stationsByTown: boolean;
  admin: NewAccount;
  security?: NewAccount | undefined;
  officer: NewAccount;
}

export type SetupRefusal =
  | Refusal<'WRONG_CODE'>
  | Refusal<'ALREADY_DONE'>
  | Refusal<'SAME_USERNAME'>
  | Refusal<'WEAK_PASSWORD', { rule: string; account: 'admin' | 'security' | 'officer' }>
  | Refusal<'UNKNOWN_PLACE'>;

const centreLevel = 3;
const townLevel = 4;

/** The first set-up, all or nothing; of two at once one is refused. @throws QueueFull */
export async function completeSetup(db: Db, input: SetupInput): Promise<{ ok: true } | SetupRefusal> {
  const { done, setupCodeHash } = await getInstallation(db.pool);
  if (done) return refuse('ALREADY_DONE');
  if (!codeFits(input.code, setupCodeHash)) return refuse('WRONG_CODE');
  const accounts = firstAccounts(input);
  if (new Set(accounts.map(({ username }) => username)).size < accounts.length)
    return refuse('SAME_USERNAME');
  for (const { account, username, password } of accounts) {
    const rule = weaknessOf(password, username);
    if (rule !== null) return refuse('WEAK_PASSWORD', { rule, account });
  }
  const places = await divisionsOfCounty(input.county);
  if (places.length === 0) return refuse('UNKNOWN_PLACE');
  const hashed = await Promise.all(
    accounts.map(async (one) => ({ ...one, passwordHash: await hashPassword(one.password) })),
  );
  return inTransactionOrRefusal(db, machine, async (tx) => {
    if ((await lockInstallation(tx)).done) return refuse('ALREADY_DONE');
    await addPlaces(tx, places);
    const centre = await makeUnits(tx, input, places);
    for (const { account, name, username, passwordHash } of hashed)
      await makePerson(tx, { name, username, passwordHash, unit: centre, roles: [firstRoles[account]] });
    await completeInstallation(tx, input.county);
    const detail = { county: input.county, places: places.length, stations: input.stationsByTown };
    await recordAudit(tx, { actor: null, unitId: centre, event: 'setup.completed', ok: true, detail });
    return { ok: true as const };
  });
}

/** The only rights in the house that nobody has to agree to: there is nobody yet (decision 0029). */
const firstRoles = {
  admin: 'system_admin',
  security: 'security_admin',
  officer: 'duty_officer',
} as const satisfies Record<string, Role>;

function firstAccounts(input: SetupInput): (NewAccount & { account: keyof typeof firstRoles })[] {
  const { admin, security, officer } = input;
  return [
    { account: 'admin', ...admin },
    ...(security === undefined ? [] : [{ account: 'security' as const, ...security }]),
    { account: 'officer', ...officer },
  ];
}

async function makeUnits(tx: Tx, input: SetupInput, places: readonly Division[]): Promise<string> {
  const county = places.find((place) => place.level === centreLevel);
  if (county === undefined) throw new RangeError('no county among the places');
  const code = `${county.code}FZ`;
  const centre = await createUnit(tx, {
    code,
    name: input.centerName,
    kind: 'anti_fraud_center',
    place: county.code,
  });
  if (isRefusal(centre)) throw new RangeError(`centre: ${centre.code}`);
  if (input.stationsByTown) await makeStations(tx, places);
  return centre.id;
}

async function makeStations(tx: Tx, places: readonly Division[]): Promise<void> {
  const towns = places.filter((place) => place.level === townLevel);
  for (const { code, name } of towns) {
    const station = {
      code: `${code}PS`,
      name: stationName(name),
      kind: 'police_station',
      place: code,
    } as const;
    const made = await createUnit(tx, station);
    if (isRefusal(made)) throw new RangeError(`station ${code}: ${made.code}`);
  }
}

async function makePerson(
  tx: Tx,
  person: Omit<Parameters<typeof createPerson>[1], 'mustChangePassword'>,
): Promise<void> {
  const { name, username, unit, roles, passwordHash } = person;
  const made = await createPerson(tx, {
    name,
    username,
    unit,
    roles,
    passwordHash,
    mustChangePassword: false,
  });
  if (isRefusal(made)) throw new RangeError(`person: ${made.code}`);
}
