import type { Me } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { getInstallation } from '../installation/index.ts';
import type { Params } from '../params/index.ts';
import type { LiveSession } from './context.ts';
import { countRecoveryCodes } from './recovery-codes.ts';

/** What the browser is told about the person who is signed in. */
export async function describeMe(tx: Tx, session: LiveSession, params: Params): Promise<Me> {
  const { actor, csrf, endsAt, expiresAt } = session;
  const { kind, county } = await getInstallation(tx);
  const { previousAt, previousFrom, failures, passwordChangedAt } = await readOfSession(tx, session.hash);
  const { dueAt, ...factor } = session.factor;
  const place = { code: actor.placeCode, name: actor.placeName };
  return {
    id: actor.id,
    name: actor.name,
    username: actor.username,
    roles: [...actor.roles],
    acts: [...actor.acts],
    unit: { id: actor.unitId, name: actor.unitName },
    place,
    mustChangePassword: actor.mustChangePassword,
    passwordExpired:
      actor.mustChangePassword &&
      Date.now() - passwordChangedAt.getTime() > params.milliseconds('password.age'),
    secondFactor: {
      ...factor,
      dueAt: dueAt?.toISOString() ?? null,
      recoveryCodesLeft: factor.enrolled ? await countRecoveryCodes(tx, actor.id) : 0,
    },
    session: { endsAt: endsAt.toISOString(), expiresAt: expiresAt.toISOString() },
    lastSignIn:
      previousAt === null ? null : { at: previousAt.toISOString(), address: previousFrom ?? '', failures },
    csrf,
    installation: { kind, county: county ?? place },
    serverTime: new Date().toISOString(),
  };
}

interface OfSession {
  previousAt: Date | null;
  previousFrom: string | null;
  failures: number;
  passwordChangedAt: Date;
}

async function readOfSession(tx: Tx, hash: Buffer): Promise<OfSession> {
  const { rows } = await tx.query<OfSession>({
    name: 'read-of-session',
    text: `SELECT s.previous_at AS "previousAt", s.previous_from AS "previousFrom", s.previous_failures AS failures,
             p.password_changed_at AS "passwordChangedAt"
           FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_hash = $1`,
    values: [hash],
  });
  // Signed out elsewhere between finding the session and asking: the next request is told so.
  return rows[0] ?? { previousAt: null, previousFrom: null, failures: 0, passwordChangedAt: new Date() };
}
