export { type Buckets, clientKey, createBuckets } from './buckets.ts';
export { mountContract } from './contract-routes.ts';
export { describeError } from './describe-error.ts';
export { serveHealth } from './health.ts';
export { createFileLogger, createLogger, type Logger } from './logger.ts';
export { internalMessage, type Problem, sendProblem } from './problem.ts';
export { sendPage } from './security-headers.ts';
export { createHttp, type HttpOptions } from './server.ts';
export { serveWeb } from './web-files.ts';
