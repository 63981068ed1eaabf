import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  signIn: {
    title: 'Sign in',
    expired: 'Your session is over. Sign in again to return to where you were.',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    missingUsername: 'Type your user name.',
    missingPassword: 'Type your password.',
    wrong: 'User name or password is wrong. Check capitals and try again.',
    locked:
      'Too many failures: the account is locked until {{until}}. If urgent, ask the system administrator.',
    help: 'No account, or password forgotten? Ask the system administrator of your unit.',
    unnamed: 'Working platform for anti-fraud centres',
  },
  password: {
    title: 'Change password',
    forced: 'This is a first password set by an administrator. Choose one that only you know.',
    current: 'Present password',
    next: 'New password',
    repeat: 'New password again',
    submit: 'Change password',
    wrong: 'The present password is wrong.',
    same: 'The new password is the present one. Choose another.',
    weak: 'The new password is too weak: {{rule}}',
    done: 'Password changed.',
    back: 'Back',
  },
  language: 'Language',
  theme: 'Appearance',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
};
