export { api, client, rememberCsrf } from './client.ts';
export { installationQuery } from './installation.ts';
export { onSessionLost, queryClient } from './query-client.ts';
export { codeOf, type Refusal, toRefusal } from './refusal.ts';
export { serverNow, tuneClock, useServerSecond } from './server-time.ts';
