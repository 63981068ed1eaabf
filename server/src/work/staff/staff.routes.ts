import { contract, staffFilter } from '@lanzha/contract';
import type { FastifyInstance } from 'fastify';
import { recordAudit, recordOften } from '../../ground/audit/index.ts';
import type { Db, Tx } from '../../ground/db/index.ts';
import { type Actor, rolesThatMay } from '../../ground/directory/index.ts';
import { sendProblem } from '../../ground/http/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { sealReason } from '../../ground/vault/index.ts';
import {
  addEntry,
  appointContact,
  changeMember,
  createMember,
  endContact,
  exportMembers,
  findStaff,
  leaveMember,
  listMembers,
  readAttention,
  readContacts,
  revealPhone,
  type StaffDeps,
  type StaffDesk,
  strikeEntry,
  touchContact,
} from './index.ts';

const deskOf = ({ vault, params }: StaffDeps, tx: Tx, actor: Actor): StaffDesk => ({
  vault,
  params,
  tx,
  actor,
  now: new Date(),
});

/** The endpoints of contract.staff; every one runs in one transaction under the person's scope. */
export function staffRoutes(deps: StaffDeps) {
  const on = implementing(contract.staff);
  const reading = signedIn('staff.read');
  const managing = signedIn('staff.manage');
  const at = (tx: Tx, actor: Actor) => deskOf(deps, tx, actor);
  return on.router({
    list: on.list
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listMembers(at(tx, context.person), input)),
      ),
    contacts: on.contacts
      .use(reading)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => readContacts(at(tx, context.person), input)),
      ),
    attention: on.attention
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => readAttention(at(tx, context.person)))),
    appoint: on.appoint.use(managing).handler(async ({ input, context, errors }) => {
      const act = 'warnings.assign' as const;
      if (input.takeTasks && !context.person.acts.includes(act))
        throw errors.FORBIDDEN({ data: { act, roles: rolesThatMay(act) } });
      return orRefuse(
        errors,
        await context.inTransaction((tx) => appointContact(at(tx, context.person), input)),
      );
    }),
    get: on.get
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => findStaff(at(tx, context.person), input.id))),
      ),
    create: on.create
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => createMember(at(tx, context.person), input))),
      ),
    change: on.change
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => changeMember(at(tx, context.person), input))),
      ),
    leave: on.leave
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => leaveMember(at(tx, context.person), input))),
      ),
    addEntry: on.addEntry
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => addEntry(at(tx, context.person), input))),
      ),
    strikeEntry: on.strikeEntry
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => strikeEntry(at(tx, context.person), input))),
      ),
    phone: on.phone
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => revealPhone(at(tx, context.person), input))),
      ),
    endContact: on.endContact
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => endContact(at(tx, context.person), input))),
      ),
    confirmContact: on.confirmContact
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => touchContact(at(tx, context.person), input, 'confirm')),
        ),
      ),
    reportContact: on.reportContact
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => touchContact(at(tx, context.person), input, 'report')),
        ),
      ),
  });
}

/** `GET /api/v1/staff/export` with the filters of the list: CSV of all of it. */
export function staffExportRoute(server: FastifyInstance, deps: StaffDeps & { db: Db }): void {
  const { db } = deps;
  server.get('/api/v1/staff/export', async (request, reply) => {
    const session = await request.auth.find();
    if (session === null) return sendProblem(reply, 401, 'UNAUTHORIZED', '请先登录。');
    const { actor } = session;
    const by = { actor: actor.id, unitId: actor.unitId };
    if (actor.mustChangePassword || !actor.acts.includes('staff.manage')) {
      await recordOften(db, { ...by, event: 'act.refused', ok: false, detail: { act: 'staff.manage' } });
      return sendProblem(reply, 403, 'FORBIDDEN', '您的岗位没有这项权限。');
    }
    const query = staffFilter.safeParse(request.query);
    if (!query.success)
      return sendProblem(reply, 400, 'BAD_REQUEST', `查询条件有误:${query.error.issues[0]?.message ?? ''}`);
    const { csv } = await db.inTransaction(actor.scope, async (tx) => {
      const made = await exportMembers(deskOf(deps, tx, actor), query.data);
      const { q, ...codes } = query.data;
      const target = 'staff/export';
      const sought =
        q === undefined || q === ''
          ? {}
          : { q: true, sealedReason: await sealReason(tx, deps.vault, q, target, new Date()) };
      const detail = { ...codes, ...sought, rows: made.rows };
      await recordAudit(tx, { ...by, event: 'staff.exported', ok: true, target, detail });
      return made;
    });
    const name = `staff-${new Date().toISOString().slice(0, 10)}.csv`;
    reply.header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'no-store');
    return reply.type('text/csv; charset=utf-8').send(csv);
  });
}
