import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** It goes into the log, where nobody's number may stand. */
const telephoneOrIdentity = /(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/;

/** The caller's own id when it is a sane one (so that two systems' logs can be laid side by side), else a fresh one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  const sane = typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) && !telephoneOrIdentity.test(given);
  return sane ? given : randomUUID();
}
