export { api, client, csrfToken, rememberCsrf } from './client.ts';
export { installationQuery } from './installation.ts';
export { keepNewer } from './newer.ts';
export { isPresent } from './presence.ts';
export { onSessionLost, queryClient } from './query-client.ts';
export { codeOf, toRefusal } from './refusal.ts';
export { orReread } from './reread.ts';
export { serverNow, tuneClock, useServerSecond } from './server-time.ts';
