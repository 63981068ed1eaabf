import { type ApprovalPayload, contract } from '@lanzha/contract';
import { type ApprovalsDeps, lockApprovals, requestApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { hashPassword, QueueFull, weaknessOf } from '../passwords/index.ts';
import { isRefusal, refuse } from '../refusal/index.ts';
import { endSessionsOf, implementing, orRefuse, signedIn } from '../session/index.ts';
import { sealReason } from '../vault/index.ts';
import type { Actor } from './actor.ts';
import { leftWithout } from './approvers.ts';
import { listHolders, readMatrix } from './matrix.ts';
import { createPerson, getPerson, listPeople, setDisabled } from './people.ts';
import { rolesExclude } from './permissions.ts';
import { listPlaces } from './places.ts';
import { draftRights, firstRights, holdAccount, setRights } from './rights.ts';
import { keepResetPassword, takeResetPassword } from './rights-approvals.ts';
import { createUnit, listUnits } from './units.ts';

type RightsPayload = Extract<ApprovalPayload, { kind: `rights.${string}` | 'account.reset' }>;

const by = ({ id, unitId }: Actor) => ({ actor: id, unitId });

export function directoryRoutes(deps: ApprovalsDeps) {
  const on = implementing(contract.directory);
  const reading = signedIn('directory.read');
  const managing = signedIn('directory.manage');
  const requesting = signedIn('rights.request');
  /** Writes the request and answers the account as it waits. */
  const ask = async (tx: Tx, actor: Actor, payload: RightsPayload, why: string) => {
    const asked = await requestApproval(tx, deps, actor, payload, why);
    return isRefusal(asked) ? asked : getPerson(tx, payload.person.id);
  };
  const overseeing = signedIn('directory.matrix');
  return on.router({
    matrix: on.matrix.use(overseeing).handler(({ context }) => context.inTransaction((tx) => readMatrix(tx))),
    holders: on.holders
      .use(overseeing)
      .handler(({ input, context }) => context.inTransaction((tx) => listHolders(tx, input))),
    places: on.places
      .use(reading)
      .handler(({ input, context }) => context.inTransaction((tx) => listPlaces(tx, input.parent))),
    units: on.units
      .use(reading)
      .handler(({ input, context }) => context.inTransaction((tx) => listUnits(tx, input))),
    createUnit: on.createUnit.use(managing).handler(async ({ input, context, errors }) => {
      const { person } = context;
      const made = await context.inTransaction(async (tx) => {
        const unit = await createUnit(tx, input);
        if (isRefusal(unit)) return unit;
        await recordAudit(tx, {
          actor: person.id,
          unitId: person.unitId,
          event: 'unit.created',
          ok: true,
          target: unit.id,
        });
        return unit;
      });
      if (isRefusal(made) && made.code === 'UNKNOWN_PARENT')
        throw errors.UNKNOWN_PLACE({ message: '没有这个上级单位。' });
      return orRefuse(errors, made);
    }),
    people: on.people
      .use(reading)
      .handler(({ input, context }) => context.inTransaction((tx) => listPeople(tx, input))),
    createPerson: on.createPerson.use(managing).handler(async ({ input, context, errors }) => {
      const rule = weaknessOf(input.password, input.username);
      if (rule !== null) throw errors.WEAK_PASSWORD({ data: { rule } });
      const passwordHash = await hashPassword(input.password).catch((error: unknown) => {
        throw error instanceof QueueFull ? errors.TOO_MANY_REQUESTS({ data: { retryAfter: 5 } }) : error;
      });
      const { person: actor } = context;
      const made = await context.inTransaction(async (tx) => {
        await lockApprovals(tx);
        if (rolesExclude(input.roles)) return refuse('ROLES_EXCLUDE');
        const account = { ...input, roles: [], passwordHash, mustChangePassword: true };
        const person = await createPerson(tx, account);
        if (isRefusal(person)) return person;
        const detail = { asked: input.roles, unit: person.unit.id };
        await recordAudit(tx, {
          actor: actor.id,
          unitId: actor.unitId,
          event: 'person.created',
          ok: true,
          target: person.id,
          detail,
        });
        return ask(tx, actor, firstRights(person, input.roles), input.why ?? '新增人员');
      });
      return orRefuse(errors, made);
    }),
    changeRights: on.changeRights.use(requesting).handler(async ({ input, context, errors }) => {
      const { person: actor } = context;
      const done = await context.inTransaction(async (tx) => {
        await lockApprovals(tx);
        const wanted = await draftRights(tx, input);
        if (isRefusal(wanted)) return wanted;
        const { change, widens } = wanted;
        if (widens || !actor.acts.includes('directory.manage')) return ask(tx, actor, change, input.why);
        const refused = await setRights(tx, change);
        if (refused !== null) return refused;
        const detail = { unit: change.after.unit.id, unitBefore: change.before.unit.id };
        await recordAudit(tx, { ...by(actor), event: 'person.moved', ok: true, target: input.id, detail });
        return getPerson(tx, input.id);
      });
      return orRefuse(errors, done);
    }),
    resetPassword: on.resetPassword.use(managing).handler(async ({ input, context, errors }) => {
      const { person: actor } = context;
      if (input.id === actor.id) throw errors.OWN_ACCOUNT();
      const account = await context.inTransaction((tx) => holdAccount(tx, input.id));
      if (account === null) throw errors.NOT_FOUND();
      const rule = weaknessOf(input.password, account.username);
      if (rule !== null) throw errors.WEAK_PASSWORD({ data: { rule } });
      const hash = await hashPassword(input.password).catch((error: unknown) => {
        throw error instanceof QueueFull ? errors.TOO_MANY_REQUESTS({ data: { retryAfter: 5 } }) : error;
      });
      const done = await context.inTransaction(async (tx) => {
        await lockApprovals(tx);
        const held = await holdAccount(tx, input.id);
        if (held === null) return refuse('NOT_FOUND');
        const { id, name, username, roles } = held;
        if (roles.length > 0) {
          const payload = { kind: 'account.reset', person: { id, name, username } } as const;
          const waiting = await ask(tx, actor, payload, input.why);
          if (!isRefusal(waiting)) await keepResetPassword(tx, id, hash);
          return waiting;
        }
        await keepResetPassword(tx, id, hash);
        await takeResetPassword(tx, id);
        await endSessionsOf(tx, id);
        await recordAudit(tx, { ...by(actor), event: 'password.reset', ok: true, target: id });
        return getPerson(tx, id);
      });
      return orRefuse(errors, done);
    }),
    disablePerson: on.disablePerson.use(managing).handler(async ({ input, context, errors }) => {
      const { person: actor } = context;
      const done = await context.inTransaction(async (tx) => {
        await lockApprovals(tx);
        const account = await holdAccount(tx, input.id);
        if (account === null) return refuse('NOT_FOUND');
        const { id, name, username, roles, unit } = account;
        const about = { person: { id, name, username }, before: { roles, unit } };
        if (!input.disabled && account.disabled && roles.length > 0)
          return ask(tx, actor, { kind: 'rights.restore', ...about }, input.why ?? '恢复账户');
        const left = input.disabled && !account.disabled ? await leftWithout(tx, account) : 'enough';
        if (left === 'few') return refuse('LAST_APPROVERS');
        if (left === 'one')
          return ask(tx, actor, { kind: 'rights.disable', ...about }, input.why ?? '停用账户');
        const person = await setDisabled(tx, input.id, input.disabled);
        if (isRefusal(person)) return person;
        if (input.disabled) await endSessionsOf(tx, input.id);
        const event = input.disabled ? 'person.disabled' : 'person.enabled';
        const detail =
          input.why === undefined
            ? {}
            : { sealedReason: await sealReason(tx, deps.vault, input.why, input.id, new Date()) };
        await recordAudit(tx, { ...by(actor), event, ok: true, target: input.id, detail });
        return person;
      });
      return orRefuse(errors, done);
    }),
  });
}
