import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  room: 'Scripts',
  title: 'What to say',
  intro:
    'Prepared words for each type of fraud (in Chinese), to be read or said in your own way. Let the person check who you are; no blame, no promise.',
  type: 'Type of fraud',
  original: 'As it came with the product.',
  changed: 'Changed by {{by}}, {{at}}.',
  fold: 'What to say: {{type}}',
  others: 'Texts for other types',
  way: { label: 'How', call: 'Call', visit: 'Visit', sms: 'SMS' },
  part: {
    questions: 'Three questions',
    refutations: 'What the other side will say, and the answer',
    now: 'What to do now',
    paid: 'When the money has gone',
    never: 'What never to say or do',
  },
  said: 'They say: {{said}}',
  audience: { elder: 'To the old', student: 'To students', finance: 'To finance staff' },
  versions: 'Versions ({{count}})',
  version: 'Version {{version}}, {{name}}, {{at}}: {{why}}',
  versionReset: 'Version {{version}}, {{name}}, {{at}}, back to the original: {{why}}',
  edit: {
    open: 'Edit',
    title: 'Edit the text',
    lines: 'One on each line.',
    arrow: 'One on each line: what they say → the answer.',
    tooFew: 'At least {{count}}.',
    tooShort: 'At least ten letters.',
    smsTooLong: 'At most 70 letters, now {{count}}.',
    why: 'Why',
    whyMissing: 'Write why.',
    changed:
      'Not saved: {{by}} has just changed it, and the present text stands at the top. What you wrote is still here; look, then save again to make yours the newer version.',
    newer: 'The present text',
    newerBy: '{{by}} changed this text while you were editing. What you wrote is still here.',
    take: 'Drop mine and start from the present text',
    save: 'Save as a new version',
    reset: 'Back to the original',
  },
};
