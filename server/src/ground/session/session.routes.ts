import { contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { type Db, machine } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import { refuse } from '../refusal/index.ts';
import type { Vault } from '../vault/index.ts';
import { createPasswordChange } from './change-password.ts';
import { describeMe } from './me.ts';
import { createPasswordProof } from './own-password.ts';
import { endOwnSession, listOwnSessions } from './own-sessions.ts';
import { implementing, orRefuse, signedInAtAll, signedInWithOwnPassword } from './procedures.ts';
import { createSecondFactor } from './second-factor.ts';
import { endSession, endSessionsOf, findSession } from './sessions.ts';
import { createSignIn } from './sign-in.ts';

export function sessionRoutes({ db, params, vault }: { db: Db; params: Params; vault: Vault }) {
  const on = implementing(contract.session);
  const own = signedInAtAll();
  const withOwnPassword = signedInWithOwnPassword();
  const signIn = createSignIn({ db, params, vault });
  const prove = createPasswordProof(db);
  const changePassword = createPasswordChange({ db, params, prove });
  const factor = createSecondFactor({ db, vault, prove });
  return on.router({
    get: on.get
      .use(own)
      .handler(({ context }) => context.inTransaction((tx) => describeMe(tx, context.session, params))),
    create: on.create.handler(async ({ input, context, errors }) => {
      const previous = await context.auth.find();
      const { ip, agent } = context;
      const attempt = { ...input, ip, agent, previous: previous?.hash ?? null };
      const { token } = orRefuse(errors, await signIn(attempt));
      context.auth.setCookie(token);
      return db.inTransaction(machine, async (tx) => {
        const session = await findSession(tx, token, params, false);
        if (session === null) throw errors.WRONG_CREDENTIALS();
        return describeMe(tx, session, params);
      });
    }),
    delete: on.delete.use(own).handler(async ({ context }) => {
      const { person, session } = context;
      await context.inTransaction(async (tx) => {
        await endSession(tx, session.hash);
        await recordAudit(tx, { actor: person.id, unitId: person.unitId, event: 'session.ended', ok: true });
      });
      context.auth.setCookie(null);
      return { ok: true as const };
    }),
    changePassword: on.changePassword.use(own).handler(async ({ input, context, errors }) => {
      const { session } = context;
      orRefuse(errors, await changePassword(session, input));
      const actor = { ...session.actor, mustChangePassword: false };
      return context.inTransaction((tx) => describeMe(tx, { ...session, actor }, params));
    }),
    list: on.list
      .use(own)
      .handler(({ context: { person, session, inTransaction } }) =>
        inTransaction((tx) => listOwnSessions(tx, person.id, session.hash, params)),
      ),
    end: on.end.use(own).handler(async ({ input, context, errors }) => {
      const { person } = context;
      const done = await context.inTransaction(async (tx) => {
        if (!(await endOwnSession(tx, person.id, input.id))) return refuse('NOT_FOUND');
        const who = { actor: person.id, unitId: person.unitId };
        await recordAudit(tx, { ...who, event: 'session.ended', ok: true, target: input.id });
        return { ok: true as const };
      });
      return orRefuse(errors, done);
    }),
    endOthers: on.endOthers.use(own).handler(({ context: { person, session, inTransaction } }) =>
      inTransaction(async (tx) => {
        const ended = await endSessionsOf(tx, person.id, session.hash);
        const who = { actor: person.id, unitId: person.unitId };
        await recordAudit(tx, { ...who, event: 'session.others_ended', ok: true, detail: { ended } });
        return { ended };
      }),
    ),
    beginFactor: on.beginFactor
      .use(withOwnPassword)
      .handler(async ({ context, errors }) => orRefuse(errors, await factor.begin(context.session))),
    confirmFactor: on.confirmFactor
      .use(withOwnPassword)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await factor.confirm(context.session, input)),
      ),
    renewRecoveryCodes: on.renewRecoveryCodes
      .use(withOwnPassword)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await factor.renewCodes(context.session, input)),
      ),
    removeFactor: on.removeFactor.use(withOwnPassword).handler(async ({ input, context, errors }) => {
      orRefuse(errors, await factor.remove(context.session, input));
      return { ok: true as const };
    }),
  });
}
