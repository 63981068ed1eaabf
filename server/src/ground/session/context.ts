import type { Db, Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import type { FactorState } from './factor-state.ts';

/** A session that was found by its cookie and has not run out. */
export interface LiveSession {
  /** sha256 of the cookie token. */
  readonly hash: Buffer;
  /** What the header `x-csrf-token` must carry with every request that changes something. */
  readonly csrf: string;
  readonly actor: Actor;
  /** When it ends if the person does nothing more. */
  readonly endsAt: Date;
  /** When it ends whatever the person does. */
  readonly expiresAt: Date;
  readonly factor: FactorState;
}

/** What a request tells about who sends it; one for each request, the lookup is done once. */
export interface RequestAuth {
  /** null when there is no session cookie, the session ran out, or the account is disabled. */
  find(): Promise<LiveSession | null>;
  /** Sets or removes the session cookie in the answer. */
  setCookie(token: string | null): void;
}

/** The context every endpoint starts with (oRPC initial context). */
export interface RequestContext {
  readonly requestId: string;
  readonly ip: string;
  /** The header User-Agent as it came. */
  readonly agent: string;
  readonly auth: RequestAuth;
  readonly db: Db;
}

/** What `signedIn()` adds. */
export interface SignedInContext {
  readonly person: Actor;
  readonly session: LiveSession;
  /**
   * One transaction under the person's scope. It rolls back when the work throws or answers a `Refusal`.
   */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}
