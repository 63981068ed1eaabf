import type { Act, baseErrors } from '@lanzha/contract';
import type { AnyContractRouter, Meta } from '@orpc/contract';
import {
  implement,
  type MiddlewareOptions,
  type MiddlewareResult,
  type ORPCErrorConstructorMap,
} from '@orpc/server';
import { recordOften } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { rolesThatMay } from '../directory/index.ts';
import { type AnyRefusal, inTransactionOrRefusal, isRefusal, type Refusal } from '../refusal/index.ts';
import type { RequestContext, SignedInContext } from './context.ts';

/**
 * Starts a room's endpoints: `const on = implementing(contract.warnings)`, then `on.list.use(signedIn('warnings.read'))`.
 * Input is validated after the middlewares, so that nobody learns what an endpoint expects before signing in.
 */
export function implementing<T extends AnyContractRouter>(part: T) {
  return implement(part, {
    initialInputValidationIndex: Number.POSITIVE_INFINITY,
  }).$context<RequestContext>();
}

type Errors = ORPCErrorConstructorMap<typeof baseErrors>;

/**
 * Lets a signed-in person through who may do `act`, has changed a first or old password and has the second factor that
 * is due. A refusal is on record. The endpoint's contract must declare UNAUTHORIZED and FORBIDDEN (compile error otherwise).
 */
export function signedIn(act: Act) {
  return signedInIf(async (who, errors, db) => {
    refuseHeldBack(who, errors);
    if (!who.person.acts.includes(act)) {
      const { id: actor, unitId } = who.person;
      await recordOften(db, { actor, unitId, event: 'act.refused', ok: false, detail: { act } });
      throw errors.FORBIDDEN({ data: { act, roles: rolesThatMay(act) } });
    }
  });
}

/** Lets any signed-in person through whom nothing holds back: for what is the person's own, whatever the role. */
export function signedInForOneself() {
  return signedInIf(refuseHeldBack);
}

/** Lets a person through whose password is their own; for enrolling what is due next. */
export function signedInWithOwnPassword() {
  return signedInIf(({ person }, errors) => {
    if (person.mustChangePassword) throw errors.FORBIDDEN(holdsBack.password);
  });
}

/** Lets any signed-in person through, also before the first password was changed: only for the person's own session. */
export function signedInAtAll() {
  return signedInIf(() => undefined);
}

const holdsBack = {
  password: { message: '请先修改口令,再继续操作。', data: { act: 'session.password', roles: [] } },
  factor: { message: '请先启用动态码,再继续操作。', data: { act: 'session.second-factor', roles: [] } },
};

function refuseHeldBack({ person, session }: SignedInContext, errors: Errors): void {
  if (person.mustChangePassword) throw errors.FORBIDDEN(holdsBack.password);
  if (session.factor.mustEnrol) throw errors.FORBIDDEN(holdsBack.factor);
}

function signedInIf(check: (who: SignedInContext, errors: Errors, db: Db) => void | Promise<void>) {
  return async <Output>({
    context,
    errors,
    next,
  }: MiddlewareOptions<RequestContext, Output, Errors, Meta>): Promise<
    Awaited<MiddlewareResult<SignedInContext, Output>>
  > => {
    const session = await context.auth.find();
    if (session === null) throw errors.UNAUTHORIZED();
    const person = session.actor;
    const added: SignedInContext = {
      person,
      session,
      inTransaction: (work) => inTransactionOrRefusal(context.db, person.scope, work),
    };
    await check(added, errors, context.db);
    return next({ context: added });
  };
}

type Declared<Errors> = {
  [Code in keyof Errors & string]: Errors[Code] extends (...rest: infer Rest) => Error
    ? Refusal<Code, NonNullable<Rest[0]> extends { data?: infer Data } ? Data : unknown>
    : never;
}[keyof Errors & string];

/**
 * Gives back a service's result, or throws the refusal it answered in the words of the contract. A refusal that the
 * endpoint does not declare stays in the result type, so the handler does not compile.
 */
export function orRefuse<Errors extends object, T>(errors: Errors, result: T): Exclude<T, Declared<Errors>> {
  if (isRefusal(result)) throw thrownFor(errors, result);
  return result as Exclude<T, Declared<Errors>>;
}

function thrownFor(errors: object, refusal: AnyRefusal): unknown {
  const make: unknown = Reflect.get(errors, refusal.code);
  if (typeof make !== 'function') return new TypeError(`no refusal ${refusal.code}`);
  return make(refusal.data === undefined ? {} : { data: refusal.data });
}
