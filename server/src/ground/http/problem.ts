import type { FastifyReply } from 'fastify';

/** The one shape of every refusal over HTTP, the same that the contract's refusals have. */
export interface Problem {
  /** Whether the endpoint's contract declares it. */
  defined: boolean;
  code: string;
  status: number;
  /** One sentence for the person who reads it. */
  message: string;
  data?: unknown;
}

export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  const problem: Problem = { defined: false, code, status, message };
  return reply.code(status).type('application/json; charset=utf-8').send(problem);
}

export function internalMessage(requestId: string): string {
  return `服务器内部出错,请稍后重试;若仍然出现,请把编号 ${requestId} 告诉管理员。`;
}
