export { meQuery, signOut, useMe } from './me.ts';
export { Preferences } from './preferences.tsx';
export { requireSession } from './require-session.ts';
export { passwordRoute, signInRoute } from './routes.ts';
export { usePasswordSentence } from './use-password-sentence.ts';
