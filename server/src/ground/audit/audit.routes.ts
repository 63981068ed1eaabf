import { Readable } from 'node:stream';
import { auditExportQuery, contract } from '@lanzha/contract';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { describeError, sendProblem } from '../http/index.ts';
import { implementing, signedIn } from '../session/index.ts';
import type { Vault } from '../vault/index.ts';
import { exportRecords } from './export-records.ts';
import { listAuditRecords, listEvents } from './list-records.ts';
import { openReasons } from './open-reasons.ts';
import { readSealState } from './read-state.ts';
import { recordAudit } from './record.ts';
import { recordOften } from './record-often.ts';
import type { AuditSealer } from './sealer.ts';

/** The log for the audit administrator. Whoever reads it is in it (rules.md §10.3). */
export function auditRoutes({ auditSealer, vault }: { auditSealer: AuditSealer; vault: Vault }) {
  const on = implementing(contract.audit);
  const reading = signedIn('audit.read');
  return on.router({
    list: on.list.use(reading).handler(({ input, context }) => {
      const { cursor, limit, ...filter } = input;
      return context.inTransaction(async (tx) => {
        const page = await listAuditRecords(tx, filter, { cursor, limit });
        await recordAudit(tx, {
          ...by(context.person),
          event: 'audit.read',
          ok: true,
          detail: { ...filter, first: cursor === undefined, rows: page.items.length },
        });
        return { ...page, items: await openReasons(tx, vault, page.items) };
      });
    }),
    events: on.events.use(reading).handler(({ context }) => context.inTransaction(listEvents)),
    state: on.state.use(reading).handler(async ({ context }) => {
      const anchor = await auditSealer.latestAnchor();
      const state = await context.inTransaction(readSealState);
      return { ...state, anchor: anchor === null ? null : { position: anchor.position, at: anchor.at } };
    }),
  });
}

const atOnce = 2;

/** `GET /api/v1/audit/export?format=csv|ndjson` and the filters of the list: all of it, as a stream. */
export function auditExportRoute(server: FastifyInstance, { db, vault }: { db: Db; vault: Vault }): void {
  let running = 0;
  server.get('/api/v1/audit/export', async (request, reply) => {
    const session = await request.auth.find();
    if (session === null) return sendProblem(reply, 401, 'UNAUTHORIZED', '请先登录。');
    const { actor } = session;
    if (actor.mustChangePassword || !actor.acts.includes('audit.read')) {
      await recordOften(db, { ...by(actor), event: 'act.refused', ok: false, detail: { act: 'audit.read' } });
      return sendProblem(reply, 403, 'FORBIDDEN', '您的岗位没有这项权限。');
    }
    const query = auditExportQuery.safeParse(request.query);
    if (!query.success)
      return sendProblem(reply, 400, 'BAD_REQUEST', `查询条件有误:${query.error.issues[0]?.message ?? ''}`);
    if (running >= atOnce)
      return sendProblem(reply, 429, 'TOO_MANY_REQUESTS', '正在进行的导出太多,请稍后再试。');
    const { format, ...filter } = query.data;
    await recordExport(db, actor, 'audit.exported', true, { format, ...filter });
    running++;
    let rows = 0;
    const lines = exportRecords(
      (work) => db.inTransaction(actor.scope, work),
      vault,
      filter,
      format,
      (count) => {
        rows += count;
      },
    );
    const stream = Readable.from(lines);
    stream.once('close', () => {
      running--; // the log also says how much went out, and whether the reader took all of it
      recordExport(db, actor, 'audit.export_ended', stream.readableEnded, { rows }).catch((error: unknown) =>
        request.log.error({ err: describeError(error) }, 'end of an export not recorded'),
      );
    });
    const name = `audit-${new Date().toISOString().slice(0, 10)}.${format}`;
    reply.header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'no-store');
    reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8');
    return reply.send(stream);
  });
}

function recordExport(db: Db, actor: Actor, event: string, ok: boolean, detail: object): Promise<void> {
  return db.inTransaction(actor.scope, (tx) =>
    recordAudit(tx, { ...by(actor), event, ok, detail: { ...detail } }),
  );
}

const by = (person: Actor) => ({ actor: person.id, unitId: person.unitId });
