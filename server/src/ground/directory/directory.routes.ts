import { contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import { hashPassword, QueueFull, weaknessOf } from '../passwords/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { endSessionsOf, implementing, orRefuse, signedIn } from '../session/index.ts';
import { createPerson, listPeople, setDisabled } from './people.ts';
import { listPlaces } from './places.ts';
import { createUnit, listUnits } from './units.ts';

export function directoryRoutes() {
  const on = implementing(contract.directory);
  const reading = signedIn('directory.read');
  const managing = signedIn('directory.manage');
  return on.router({
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
        const person = await createPerson(tx, { ...input, passwordHash, mustChangePassword: true });
        if (isRefusal(person)) return person;
        const detail = { roles: person.roles, unit: person.unit.id };
        await recordAudit(tx, {
          actor: actor.id,
          unitId: actor.unitId,
          event: 'person.created',
          ok: true,
          target: person.id,
          detail,
        });
        return person;
      });
      return orRefuse(errors, made);
    }),
    disablePerson: on.disablePerson.use(managing).handler(async ({ input, context, errors }) => {
      const { person: actor } = context;
      const done = await context.inTransaction(async (tx) => {
        const person = await setDisabled(tx, input.id, input.disabled);
        if (isRefusal(person)) return person;
        if (input.disabled) await endSessionsOf(tx, input.id);
        const event = input.disabled ? 'person.disabled' : 'person.enabled';
        await recordAudit(tx, { actor: actor.id, unitId: actor.unitId, event, ok: true, target: input.id });
        return person;
      });
      return orRefuse(errors, done);
    }),
  });
}
