import type { Db, Tx } from '../db/index.ts';
import { findActor, rightsMark } from '../directory/index.ts';
import type { Params } from '../params/index.ts';
import type { PreviousSignIn } from './accounts.ts';
import type { LiveSession } from './context.ts';
import { factorRequired, factorState } from './factor-state.ts';
import { hashOfToken, newToken } from './tokens.ts';

export interface NewSession {
  personId: string;
  ip: string;
  /** Browser and system in words. */
  device: string;
  previous: PreviousSignIn;
}

/** Starts a session under a fresh token, which only the cookie ever holds. */
export async function createSession(tx: Tx, session: NewSession, params: Params): Promise<string> {
  const token = newToken();
  const { personId, ip, device, previous } = session;
  await tx.query(
    `INSERT INTO session (token_hash, person_id, csrf, expires_at, address, device,
       previous_at, previous_from, previous_failures)
     VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond', $5, $6, $7, $8, $9)`,
    [
      hashOfToken(token),
      personId,
      newToken(),
      params.milliseconds('session.absolute'),
      ip,
      device,
      previous.at,
      previous.from,
      previous.failures,
    ],
  );
  return token;
}

interface SessionRow {
  person: string;
  csrf: string;
  seenAt: Date;
  stale: boolean;
  expiresAt: Date;
  enrolled: boolean;
  askedAt: Date | null;
}

/**
 * The session of a cookie token; null when unknown, idle or old beyond the parameters, or the account is disabled.
 * With `touch` the request counts as a sign of life; written at most twice a minute.
 */
export async function findSession(
  db: Db['pool'] | Tx,
  token: string,
  params: Params,
  touch: boolean,
): Promise<LiveSession | null> {
  const hash = hashOfToken(token);
  const idleMs = params.milliseconds('session.idle');
  const { rows } = await db.query<SessionRow>({
    name: 'find-session',
    text: `SELECT s.person_id AS person, s.csrf, s.seen_at AS "seenAt", s.expires_at AS "expiresAt",
             s.seen_at < now() - interval '30 seconds' AS stale, f.person_id IS NOT NULL AS enrolled,
             p.factor_asked_at AS "askedAt"
           FROM session s JOIN person p ON p.id = s.person_id
           LEFT JOIN second_factor f ON f.person_id = s.person_id AND f.confirmed_at IS NOT NULL
           WHERE s.token_hash = $1 AND s.expires_at > now() AND s.seen_at > now() - $2 * interval '1 millisecond'`,
    values: [hash, idleMs],
  });
  const row = rows[0];
  const actor = row === undefined ? null : await findActor(db, row.person);
  if (row === undefined || actor === null) return null;
  const touched = touch && row.stale;
  if (touched) await noteLife(db, hash, row.person);
  const now = Date.now();
  const { enrolled, askedAt, expiresAt } = row;
  const factor = factorState(
    { enrolled, askedAt, required: factorRequired(params.value('signin.totp').value, actor.roles) },
    params.milliseconds('signin.totp_grace_days'),
    now,
  );
  const idleEnd = (touched ? now : row.seenAt.getTime()) + idleMs;
  return {
    hash,
    csrf: row.csrf,
    // Without the second factor that is due a person may do nothing, whichever route asks.
    actor: factor.mustEnrol ? { ...actor, acts: [] } : actor,
    endsAt: new Date(Math.min(idleEnd, expiresAt.getTime())),
    expiresAt,
    factor,
  };
}

async function noteLife(db: Db['pool'] | Tx, hash: Buffer, person: string): Promise<void> {
  await db.query({
    name: 'note-life',
    text: `WITH seen AS (UPDATE session SET seen_at = now() WHERE token_hash = $1)
           UPDATE person SET last_seen_at = now() WHERE id = $2`,
    values: [hash, person],
  });
}

/**
 * Which of these sessions are still alive, by hash in hex, with the mark of the rights their person has now; for connections
 * that stay open and are no sign of life themselves.
 */
export async function listLiveSessions(
  db: Db['pool'],
  hashes: readonly Buffer[],
  params: Params,
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ hash: Buffer; unitId: string; roles: string[] }>({
    name: 'list-live-sessions',
    text: `SELECT s.token_hash AS hash, p.unit_id AS "unitId", p.roles FROM session s JOIN person p ON p.id = s.person_id
           WHERE s.token_hash = ANY ($1) AND s.expires_at > now() AND p.disabled_at IS NULL
             AND s.seen_at > now() - $2 * interval '1 millisecond'`,
    values: [hashes, params.milliseconds('session.idle')],
  });
  return new Map(rows.map(({ hash, unitId, roles }) => [hash.toString('hex'), rightsMark(unitId, roles)]));
}

export async function endSession(tx: Tx, hash: Buffer): Promise<void> {
  await tx.query('DELETE FROM session WHERE token_hash = $1', [hash]);
}

/** Ends all sessions of a person but the one they are working in, if given. @returns how many */
export async function endSessionsOf(tx: Tx, personId: string, keep?: Buffer): Promise<number> {
  const { rowCount } = await tx.query(
    'DELETE FROM session WHERE person_id = $1 AND ($2::bytea IS NULL OR token_hash <> $2)',
    [personId, keep ?? null],
  );
  return rowCount ?? 0;
}

/** Removes what nobody can use any more. @returns how many */
export async function pruneSessions(tx: Tx, params: Params): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM session WHERE expires_at < now() OR seen_at < now() - $1 * interval '1 millisecond'`,
    [params.milliseconds('session.idle')],
  );
  return rowCount ?? 0;
}
