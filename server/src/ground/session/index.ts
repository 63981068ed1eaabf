export type { LiveSession, RequestAuth, RequestContext, SignedInContext } from './context.ts';
export { enrolFactor } from './factors.ts';
export { describeMe } from './me.ts';
export { registerSession } from './plugin.ts';
export { implementing, orRefuse, signedIn, signedInAtAll, signedInForOneself } from './procedures.ts';
export { resetFactorAtConsole } from './reset-factor.ts';
export { endSessionsOf, listLiveSessions } from './sessions.ts';
export { type StepIn, stepIn } from './step-in.ts';
export { csrfHeader } from './tokens.ts';
