import type { Act, baseErrors } from '@lanzha/contract';
import type { AnyContractRouter, Meta } from '@orpc/contract';
import {
  implement,
  type MiddlewareOptions,
  type MiddlewareResult,
  type ORPCErrorConstructorMap,
} from '@orpc/server';
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
 * Lets a signed-in person through who may do `act` and has changed a first password. The endpoint's contract must
 * declare UNAUTHORIZED and FORBIDDEN (compile error otherwise).
 */
export function signedIn(act: Act) {
  return signedInIf((session, errors) => {
    if (session.person.mustChangePassword) {
      throw errors.FORBIDDEN({
        message: '请先修改初始口令,再继续操作。',
        data: { act: 'session.password', roles: [] },
      });
    }
    if (!session.person.acts.includes(act)) {
      throw errors.FORBIDDEN({ data: { act, roles: rolesThatMay(act) } });
    }
  });
}

/** Lets any signed-in person through, also before the first password was changed: only for the person's own session. */
export function signedInAtAll() {
  return signedInIf(() => undefined);
}

function signedInIf(check: (who: SignedInContext, errors: Errors) => void) {
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
    check(added, errors);
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
