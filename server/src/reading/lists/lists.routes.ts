import { Readable } from 'node:stream';
import { contract, exportInput } from '@lanzha/contract';
import type { FastifyInstance } from 'fastify';
import { recordAudit, recordOften } from '../../ground/audit/index.ts';
import type { Db } from '../../ground/db/index.ts';
import { createWordSearches, describeError, sendProblem } from '../../ground/http/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { inTransactionOrRefusal, isRefusal } from '../../ground/refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { csvOf, exportPages, listAllWarnings, prepareExport, workbookOf } from './index.ts';

interface ListsDeps {
  readonly vault: Vault;
  readonly params: Params;
}

export function listsRoutes({ vault }: ListsDeps) {
  const on = implementing(contract.lists);
  const searching = createWordSearches();
  return on.router({
    warnings: on.warnings.use(signedIn('warnings.read')).handler(async ({ input, context, errors }) => {
      orRefuse(errors, searching(context.person.id, input.q));
      return orRefuse(
        errors,
        await context.inTransaction((tx) =>
          listAllWarnings({ tx, vault, actor: context.person, now: new Date() }, input),
        ),
      );
    }),
  });
}

const atOnce = 2;
const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** `POST /api/v1/lists/warnings/export`: what the table shows, as a file, for a purpose that is kept. */
export function listsExportRoute(
  server: FastifyInstance,
  { db, vault, params }: ListsDeps & { db: Db },
): void {
  let running = 0;
  server.post('/api/v1/lists/warnings/export', async (request, reply) => {
    const session = await request.auth.find();
    if (session === null) return sendProblem(reply, 401, 'UNAUTHORIZED', '请先登录。');
    const { actor } = session;
    const by = { actor: actor.id, unitId: actor.unitId };
    const act = 'warnings.export';
    if (actor.mustChangePassword || !actor.acts.includes(act)) {
      await recordOften(db, { ...by, event: 'act.refused', ok: false, detail: { act } });
      return sendProblem(reply, 403, 'FORBIDDEN', '您的岗位没有这项权限。');
    }
    const read = exportInput.safeParse(request.body);
    if (!read.success) {
      const [issue] = read.error.issues;
      const field = issue?.path[0] === 'purpose' ? '请写明用途,至少四个字' : (issue?.message ?? '');
      return sendProblem(reply, 400, 'BAD_REQUEST', `导出条件有误:${field}`);
    }
    if (running >= atOnce)
      return sendProblem(reply, 429, 'TOO_MANY_REQUESTS', '正在进行的导出太多,请稍后再试。');
    running++;
    let started = false;
    try {
      const desk = { vault, params, actor, now: new Date() };
      const made = await inTransactionOrRefusal(db, actor.scope, (tx) =>
        prepareExport({ ...desk, tx }, read.data),
      );
      if (isRefusal(made))
        return made.code === 'EXPIRED'
          ? sendProblem(reply, 404, 'EXPIRED', '这次查找已过期,请重新查找。')
          : sendProblem(reply, 422, 'TOO_MANY', '超过 100,000 条,请缩小筛选范围后分次导出。');
      const { id, ids, about, drill } = made;
      const { format, columns } = read.data;
      let rows = 0;
      const pages = exportPages(db, desk, made, (count) => {
        rows += count;
      });
      const file = { columns, drill, about, pages };
      const stream = format === 'csv' ? Readable.from(csvOf(file)) : workbookOf(file);
      started = true;
      stream.once('close', () => {
        running--; // the log also says how much went out, and whether the reader took all of it
        db.inTransaction(actor.scope, (tx) =>
          recordAudit(tx, {
            ...by,
            event: 'warnings.export_ended',
            ok: stream.readableEnded,
            target: `export/${id}`,
            detail: { rows },
          }),
        ).catch((error: unknown) =>
          request.log.error({ err: describeError(error) }, 'end of an export not recorded'),
        );
      });
      const day = new Date(desk.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      reply
        .header(
          'content-disposition',
          `attachment; filename="${drill ? 'drill-' : ''}warnings-${day}.${format}"`,
        )
        .header('cache-control', 'no-store')
        .header('x-lanzha-rows', String(ids.length));
      return reply.type(types[format]).send(stream);
    } finally {
      if (!started) running--;
    }
  });
}
