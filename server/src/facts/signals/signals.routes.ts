import { contract, type SignalAnswer } from '@lanzha/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Decision } from '../../flows/decide-signals.ts';
import { type Asking, type ExplainDeps, explainSignal, explainStored } from '../../flows/explain-signal.ts';
import type { PreparedLine, Preparing } from '../../flows/preparing/index.ts';
import { Overloaded, type SignalIntake } from '../../flows/signal-intake.ts';
import type { Submission } from '../../flows/submission.ts';
import { recordOften } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor, ServiceKey, ServiceKeys } from '../../ground/directory/index.ts';
import { createSlots, sendProblem } from '../../ground/http/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';

import { type Body, checkValue, isFault, isRejected, timeLimits } from './index.ts';

export interface SignalsDeps {
  readonly keys: ServiceKeys;
  readonly intake: SignalIntake;
  readonly preparing: Preparing;
  readonly params: Params;
}

const maxBytes = 10 * 1024 * 1024;
/** Bodies under way, in bytes: of one key, and of all. */
const bodiesAtOnce = { each: 6 * maxBytes, all: 18 * maxBytes };

/** Entry by hand at the desk: one signal under the person's own unit, decided like any other. */
export function signalsRoutes(deps: SignalsDeps & ExplainDeps) {
  const on = implementing(contract.signals);
  const asking = (tx: Tx, actor: Actor): Asking => ({ ...deps, tx, actor, now: new Date() });
  return on.router({
    enter: on.enter.use(signedIn('signals.enter')).handler(async ({ input, context, errors }) => {
      const line = checkValue(input, 1, timeLimits(deps.params));
      if (isRejected(line)) throw errors.REJECTED({ data: { reason: line.error } });
      const sender = { unitId: context.person.unitId, source: enteredByHand };
      try {
        const [decision] = await deps.intake.take([line], sender);
        const { id: actor, unitId } = context.person;
        const detail = { kind: line.signal.kind, status: decision!.status };
        await recordOften(context.db, { actor, unitId, event: 'signals.entered', ok: true, detail });
        return answerOf(line.signal.id, decision!, true);
      } catch (error) {
        if (!(error instanceof Overloaded)) throw error;
        throw errors.TOO_MANY_REQUESTS({ data: { retryAfter: error.retryAfter } });
      }
    }),
    explain: on.explain.use(signedIn('signals.explain')).handler(async ({ input, context, errors }) => {
      const line = checkValue(input, 1, timeLimits(deps.params));
      if (isRejected(line)) throw errors.REJECTED({ data: { reason: line.error } });
      return orRefuse(
        errors,
        await context.inTransaction((tx) => explainSignal(asking(tx, context.person), line)),
      );
    }),
    explainStored: on.explainStored
      .use(signedIn('signals.explain'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => explainStored(asking(tx, context.person), input)),
        ),
      ),
  });
}

const enteredByHand = '值班录入';

/** `POST /api/v1/signals` (interfaces.md): NDJSON or a JSON array in, NDJSON out, sent when everything is committed. */
export async function signalBatchRoute(app: FastifyInstance, deps: SignalsDeps): Promise<void> {
  app.removeAllContentTypeParsers();
  const types = ['application/x-ndjson', 'application/json'];
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const senders = new WeakMap<FastifyRequest, ServiceKey>();
  const slots = createSlots();
  // Before the body is read: who holds no key makes nobody keep ten megabytes.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    const key = await deps.keys.authenticateKey(bearerOf(request), request.ip);
    if (key === null) return unread(reply, 401, 'UNAUTHORIZED', noKey);
    if (!key.allow.includes('signals:write'))
      return unread(reply, 403, 'FORBIDDEN', '这把密钥没有 signals:write 权限。');
    const give = slots.take(key.id, bodiesAtOnce, bodySize(request));
    if (typeof give === 'string') {
      reply.header('retry-after', 1);
      return give === 'each'
        ? unread(reply, 429, 'TOO_MANY_REQUESTS', '这把密钥同时发送的内容过多,请在 1 秒后重发。')
        : unread(reply, 503, 'BUSY', '系统同时接收的内容过多,请在 1 秒后重发。');
    }
    reply.raw.on('close', give);
    if (reply.raw.destroyed) give();
    senders.set(request, key);
  };
  app.post('/api/v1/signals', { bodyLimit: maxBytes, onRequest }, async (request, reply) => {
    const key = senders.get(request);
    if (key === undefined) return unread(reply, 401, 'UNAUTHORIZED', noKey);
    const lines = await deps.preparing.prepare({
      body: bodyOf(request),
      sender: key,
    });
    if (isFault(lines)) return sendProblem(reply, faultStatus[lines.code], lines.code, lines.sentence);
    return answer(deps.intake, key, lines, reply);
  });
}

const noKey = '缺少有效的服务密钥。请在 Authorization 头里带上 Bearer 密钥。';

/** The rest of the body is read by nobody. */
function unread(reply: FastifyReply, status: number, code: string, sentence: string): FastifyReply {
  if (!reply.request.raw.complete) reply.header('connection', 'close');
  return sendProblem(reply, status, code, sentence);
}

/** Bytes that a request may take of memory: what it says, or the most that is let in. */
function bodySize({ headers }: FastifyRequest): number {
  const told = Number(headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(told) && told >= 0 ? Math.min(told, maxBytes) : maxBytes;
}

function bearerOf(request: FastifyRequest): string {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

const faultStatus = { BAD_REQUEST: 400, TOO_LARGE: 413 } as const;

const bodyOf = ({ body, headers }: FastifyRequest): Body => ({
  bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  form: headers['content-type']?.startsWith('application/json') ? 'array' : 'lines',
});

async function answer(
  intake: SignalIntake,
  key: ServiceKey,
  lines: readonly PreparedLine[],
  reply: FastifyReply,
) {
  const accepted = lines.filter((line): line is Submission => !isRejected(line));
  try {
    const decisions = await intake.decide(accepted);
    let next = 0;
    const explain = key.allow.includes('signals:explain');
    const body = lines.map((line) =>
      JSON.stringify(
        isRejected(line)
          ? { id: line.id, line: line.line, status: 'rejected', error: line.error }
          : answerOf(line.signal.id, decisions[next++]!, explain),
      ),
    );
    return reply.type('application/x-ndjson').send(`${body.join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error;
    reply.header('retry-after', error.retryAfter);
    return sendProblem(
      reply,
      429,
      'TOO_MANY_REQUESTS',
      `正在处理的信号过多,请在 ${error.retryAfter} 秒后重发。`,
    );
  }
}

/** Score and reasons only for keys that may explain: else a sender could harvest what the police look for (interfaces.md). */
export function answerOf(id: string, decision: Decision, explain: boolean): SignalAnswer {
  if (decision.status === 'rejected') {
    return { id, status: 'rejected', error: '这一条有数据库存不下的内容,请检查时间、数字和特殊字符。' };
  }
  return {
    id,
    status: decision.status,
    level: decision.level,
    warningId: decision.warningId,
    ...(explain ? { score: decision.score, reasons: [...decision.reasons] } : {}),
    ...(decision.conflict ? { conflict: true } : {}),
  };
}
