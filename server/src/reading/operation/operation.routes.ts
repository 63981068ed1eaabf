import { createHash, timingSafeEqual } from 'node:crypto';
import { contract, type OperationFinding } from '@lanzha/contract';
import type { FastifyInstance } from 'fastify';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Config } from '../../ground/config/index.ts';
import type { Db } from '../../ground/db/index.ts';
import type { Disk } from '../../ground/disk/index.ts';
import { sendProblem } from '../../ground/http/index.ts';
import { type Job, jobExists, listJobs, listSchedule, retryJob } from '../../ground/jobs/index.ts';
import type { Live } from '../../ground/live/index.ts';
import { refuse } from '../../ground/refusal/index.ts';
import { implementing, orRefuse, signedIn, signedInForOneself } from '../../ground/session/index.ts';
import type { Gauge, Telemetry } from '../../ground/telemetry/index.ts';
import { readFindings } from './read-findings.ts';
import { readGauges } from './read-gauges.ts';

export interface OperationDeps {
  readonly config: Config;
  readonly db: Db;
  readonly disk: Disk;
  readonly live: Live;
  readonly telemetry: Telemetry;
  /** Folders whose disks must have room. */
  readonly folders: readonly string[];
  readonly webRoot: string;
}

export function operationRoutes(deps: OperationDeps, jobs: () => readonly Job[]) {
  const on = implementing(contract.operation);
  const managing = signedIn('operation.manage');
  const findings = kept(10_000, () =>
    readFindings({ ...deps, serving: true, now: new Date() }).then((found) => ({
      at: new Date().toISOString(),
      findings: found satisfies OperationFinding[],
    })),
  );
  return on.router({
    notice: on.notice.use(signedInForOneself()).handler(() => ({ disk: deps.disk.state() })),
    state: on.state.use(managing).handler(() => findings()),
    jobs: on.jobs.use(managing).handler(({ context }) =>
      context.inTransaction(async (tx) => ({
        items: await listJobs(tx),
        schedule: await listSchedule(tx, jobs(), new Date()),
      })),
    ),
    retryJob: on.retryJob.use(managing).handler(async ({ input: { id }, context, errors }) => {
      const { id: actor, unitId } = context.person;
      const done = await context.inTransaction(async (tx) => {
        const name = await retryJob(tx, id);
        if (name === null) return refuse((await jobExists(tx, id)) ? 'NOT_FAILED' : 'NOT_FOUND');
        const target = `job/${id}`;
        await recordAudit(tx, { actor, unitId, event: 'job.retried', ok: true, target, detail: { name } });
        return { ok: true as const };
      });
      return orRefuse(errors, done);
    }),
  });
}

/** `GET /metrics` for a collector that shows the token; without a token set there is no such page. */
export function metricsRoute(server: FastifyInstance, deps: OperationDeps): void {
  const { metricsToken } = deps.config;
  const gauges = kept(5_000, () => readGauges(deps.db));
  server.get('/metrics', { logLevel: 'silent' }, async (request, reply) => {
    if (metricsToken === undefined) return sendProblem(reply, 404, 'NOT_FOUND', '没有这个页面。');
    const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!same(shown, metricsToken)) {
      reply.header('www-authenticate', 'Bearer');
      return sendProblem(reply, 401, 'UNAUTHORIZED', '缺少有效的指标令牌。');
    }
    const read = await gauges().catch(() => null);
    const page = await deps.telemetry.page([...gaugesOf(deps, read !== null), ...(read ?? [])]);
    return reply.header('cache-control', 'no-store').type(deps.telemetry.contentType).send(page);
  });
}

function gaugesOf({ disk, live }: OperationDeps, databaseUp: boolean): Gauge[] {
  const { free, total } = disk.room();
  const one = (name: string, help: string, value: number): Gauge => ({ name, help, values: [{ value }] });
  return [
    one('lanzha_database_up', '1 while the database answers', databaseUp ? 1 : 0),
    one('lanzha_disk_free_bytes', 'Free room on the fullest disk', free),
    one('lanzha_disk_bytes', 'Its size', total),
    one('lanzha_disk_full', '1 while nothing new is taken in', disk.state() === 'full' ? 1 : 0),
    one('lanzha_live_connections', 'Open live streams', live.count()),
  ];
}

/** Hashed first, so that neither the place of the first difference nor the length shows in the time it takes. */
function same(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(x!, y!);
}

/** One reading at a time, handed to everybody who asks within `ms`. */
function kept<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at > ms) {
      const value = read();
      last = { at: performance.now(), value };
      value.catch(() => {
        last = undefined;
      });
    }
    return last.value;
  };
}
