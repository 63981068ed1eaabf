export type { LiveSession, RequestAuth, RequestContext, SignedInContext } from './context.ts';
export { registerSession } from './plugin.ts';
export { implementing, orRefuse, signedIn, signedInAtAll, signedInForOneself } from './procedures.ts';
export { endSessionsOf, listLiveSessions } from './sessions.ts';
export { csrfHeader } from './tokens.ts';
