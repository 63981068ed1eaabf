import type { SignalAnswer } from '@lanzha/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Decision, SignalIntake } from '../../flows/signal-intake.ts';
import type { ServiceKey, ServiceKeys } from '../../ground/directory/index.ts';
import { Overloaded } from '../../work/deciding/index.ts';
import { checkLine, checkValue, isRejected, type Line, type TimeLimits } from './index.ts';

export interface SignalsDeps {
  readonly keys: ServiceKeys;
  readonly intake: SignalIntake;
  /** Milliseconds a signal's time may lie ahead of ours. */
  readonly futureTolerance: () => number;
}

const maxLines = 10_000;
const maxBytes = 10 * 1024 * 1024;

/** `POST /api/v1/signals` (interfaces.md): NDJSON or a JSON array in, NDJSON out, sent when everything is committed. */
export async function signalsRoutes(app: FastifyInstance, deps: SignalsDeps): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.post('/api/v1/signals', { bodyLimit: maxBytes }, async (request, reply) => {
    const key = await deps.keys.authenticateKey(bearerOf(request));
    if (key === null)
      return refuse(
        reply,
        401,
        'UNAUTHORIZED',
        '缺少有效的服务密钥。请在 Authorization 头里带上 Bearer 密钥。',
      );
    if (!key.allow.includes('signals:write'))
      return refuse(reply, 403, 'FORBIDDEN', '这把密钥没有 signals:write 权限。');
    const limits = { now: Date.now(), futureTolerance: deps.futureTolerance() };
    const lines = linesOf(request, limits);
    if (typeof lines === 'string') return refuse(reply, 400, 'BAD_REQUEST', lines);
    if (lines.length > maxLines) {
      return refuse(
        reply,
        413,
        'TOO_LARGE',
        `一次最多 ${maxLines} 条,这里有 ${lines.length} 条。请分批发送。`,
      );
    }
    return answer(deps.intake, key, lines, reply);
  });
}

function bearerOf(request: FastifyRequest): string {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function linesOf(request: FastifyRequest, limits: TimeLimits): Line[] | string {
  const body = typeof request.body === 'string' ? request.body : '';
  if (request.headers['content-type']?.startsWith('application/json')) return linesOfArray(body, limits);
  const lines: Line[] = [];
  let number = 0;
  for (const text of body.split('\n')) {
    number++;
    if (text.trim() !== '') lines.push(checkLine(text, number, limits));
  }
  return lines;
}

function linesOfArray(body: string, limits: TimeLimits): Line[] | string {
  try {
    const values: unknown = JSON.parse(body);
    if (!Array.isArray(values)) return '应是一个 JSON 数组,或用 application/x-ndjson 每行一条。';
    return values.map((value, index) => checkValue(value, index + 1, limits));
  } catch {
    return '请求体不是合法的 JSON 数组。请检查引号、逗号,或用 application/x-ndjson 每行一条。';
  }
}

async function answer(intake: SignalIntake, key: ServiceKey, lines: readonly Line[], reply: FastifyReply) {
  const accepted = lines.filter((line) => !isRejected(line));
  try {
    const decisions = await intake.take(accepted, key);
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
    return refuse(reply, 429, 'TOO_MANY_REQUESTS', `正在处理的信号过多,请在 ${error.retryAfter} 秒后重发。`);
  }
}

/** Score and reasons only for keys that may explain: else a sender could harvest what the police look for (interfaces.md). */
export function answerOf(id: string, decision: Decision, explain: boolean): SignalAnswer {
  return {
    id,
    status: decision.status,
    level: decision.level,
    warningId: decision.warningId,
    ...(explain ? { score: decision.score, reasons: [...decision.reasons] } : {}),
    ...(decision.conflict ? { conflict: true } : {}),
  };
}

function refuse(reply: FastifyReply, status: number, code: string, message: string) {
  return reply.code(status).send({ defined: true, code, status, message });
}
