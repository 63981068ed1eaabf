export { CodeField, RecoveryField } from './code-field.tsx';
export { codeFits } from './code-rules.ts';
export { meQuery, refreshMe, signOut, takeFreshSignIn, useMe } from './me.ts';
export { Preferences } from './preferences.tsx';
export { RecoveryCodes } from './recovery-codes.tsx';
export { requireSession } from './require-session.ts';
export { passwordRoute, secondFactorRoute, signInRoute } from './routes.ts';
export type { TextForm } from './text-form.ts';
export { usePasswordSentence } from './use-password-sentence.ts';
