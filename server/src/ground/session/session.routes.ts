import { contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { type Db, machine } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import { createPasswordChange } from './change-password.ts';
import { describeMe } from './me.ts';
import { implementing, orRefuse, signedInAtAll } from './procedures.ts';
import { endSession, findSession } from './sessions.ts';
import { createSignIn } from './sign-in.ts';

export function sessionRoutes({ db, params }: { db: Db; params: Params }) {
  const on = implementing(contract.session);
  const signIn = createSignIn({ db, params });
  const changePassword = createPasswordChange(db);
  return on.router({
    get: on.get
      .use(signedInAtAll())
      .handler(({ context }) => context.inTransaction((tx) => describeMe(tx, context.session))),
    create: on.create.handler(async ({ input, context, errors }) => {
      const previous = await context.auth.find();
      const attempt = { ...input, ip: context.ip, previous: previous?.hash ?? null };
      const { token } = orRefuse(errors, await signIn(attempt));
      context.auth.setCookie(token);
      return db.inTransaction(machine, async (tx) => {
        const session = await findSession(tx, token, params, false);
        if (session === null) throw errors.WRONG_CREDENTIALS();
        return describeMe(tx, session);
      });
    }),
    delete: on.delete.use(signedInAtAll()).handler(async ({ context }) => {
      const { person, session } = context;
      await context.inTransaction(async (tx) => {
        await endSession(tx, session.hash);
        await recordAudit(tx, { actor: person.id, unitId: person.unitId, event: 'session.ended', ok: true });
      });
      context.auth.setCookie(null);
      return { ok: true as const };
    }),
    changePassword: on.changePassword.use(signedInAtAll()).handler(async ({ input, context, errors }) => {
      const { session } = context;
      orRefuse(errors, await changePassword(session, input));
      const actor = { ...session.actor, mustChangePassword: false };
      return context.inTransaction((tx) => describeMe(tx, { ...session, actor }));
    }),
  });
}
