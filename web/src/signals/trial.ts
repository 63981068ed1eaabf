import type { Signal } from '@lanzha/contract';
import { readPhone } from './entry.ts';

/** What one may try out; an instruction needs no trial. */
export const trialKinds = ['call', 'sms', 'transfer', 'install', 'visit', 'report'] as const;

/** A signal to be tried out, as the analyst fills it in. */
export type Trial = {
  kind: (typeof trialKinds)[number];
  phone: string;
  from: string;
  minutes: string;
  overseas: boolean;
  text: string;
  url: string;
  app: string;
  screenSharing: boolean;
  account: string;
  yuan: string;
  newPayee: boolean;
};

export const emptyTrial: Trial = {
  kind: 'call',
  phone: '',
  from: '',
  minutes: '',
  overseas: false,
  text: '',
  url: '',
  app: '',
  screenSharing: false,
  account: '',
  yuan: '',
  newPayee: true,
};

/** Digits with an optional fraction and grouping commas, also in full width; null when it is none. */
export const readNumber = (typed: string): number | null => {
  const plain = typed.normalize('NFKC').replace(/[\s,]/g, '');
  return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null;
};

/** The signal of the contract. `at` is the server's now, in milliseconds since the epoch. */
export const toTrialSignal = (trial: Trial, at: number): Signal => {
  const base = {
    id: 'trial',
    at: new Date(at).toISOString(),
    subject: { phone: readPhone(trial.phone) ?? '' },
  };
  const from = trial.from.trim() === '' ? {} : { from: trial.from.trim() };
  switch (trial.kind) {
    case 'call':
      return {
        ...base,
        ...from,
        kind: 'call',
        seconds: Math.round((readNumber(trial.minutes) ?? 0) * 60),
        ...(trial.overseas ? { overseas: true } : {}),
        ...(trial.text.trim() === '' ? {} : { transcript: trial.text.trim() }),
      };
    case 'sms':
      return { ...base, ...from, kind: 'sms', text: trial.text.trim() };
    case 'transfer':
      return {
        ...base,
        kind: 'transfer',
        to: { account: trial.account.replace(/[\s-]/g, '') },
        amount: Math.round((readNumber(trial.yuan) ?? 0) * 100),
        newPayee: trial.newPayee,
      };
    case 'install':
      return {
        ...base,
        kind: 'install',
        app: {
          name: trial.app.trim(),
          ...(/^[a-z]\w*(\.\w+)+$/i.test(trial.app.trim()) ? { package: trial.app.trim() } : {}),
        },
        screenSharing: trial.screenSharing,
      };
    case 'visit':
      return { ...base, kind: 'visit', url: trial.url.trim() };
    case 'report':
      return { ...base, kind: 'report', text: trial.text.trim() };
  }
};
