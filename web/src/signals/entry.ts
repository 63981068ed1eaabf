/** What the desk fills in for one signal. */
export type Entry = {
  kind: 'report' | 'sms';
  phone: string;
  name: string;
  place: string | undefined;
  sender: string;
  text: string;
  already: 'not_cheated' | 'cheated' | 'unknown';
};

/** Phone numbers as people type them: full-width digits, blanks, dashes, brackets. Null when it is none. */
export const readPhone = (typed: string): string | null => {
  const plain = typed.normalize('NFKC').replace(/[\s()\-\u2010-\u2015]/g, '');
  return /^\+?\d{3,24}$/.test(plain) ? plain : null;
};

/** An id for a signal made here; pages without TLS have no `crypto.randomUUID`. */
export const newId = (): string =>
  `desk-${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** The signal of the contract. `at` is the server's now, in milliseconds since the epoch. */
export const toSignal = (entry: Entry, { id, at }: { id: string; at: number }) => {
  const { kind, name, place, sender, text, already } = entry;
  const base = {
    id,
    at: new Date(at).toISOString(),
    subject: {
      phone: readPhone(entry.phone) ?? '',
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(place === undefined ? {} : { place }),
    },
    text: text.trim(),
  };
  return kind === 'sms'
    ? { ...base, kind, ...(sender.trim() === '' ? {} : { from: sender.trim() }) }
    : { ...base, kind, already };
};
