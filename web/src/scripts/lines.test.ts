import type { ScriptText } from '@lanzha/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, textOf } from './lines.ts';

const line = fc.stringMatching(/^[一-龥，。]{2,20}$/);
const lines = fc.array(line, { minLength: 1, maxLength: 4 });
const text: fc.Arbitrary<ScriptText> = fc.record({
  call: line,
  visit: line,
  sms: line,
  questions: lines,
  refutations: fc.array(fc.record({ said: line, answer: line }), { minLength: 1, maxLength: 3 }),
  now: lines,
  never: lines,
  paid: lines,
  elder: lines,
  student: lines,
  finance: lines,
});

test('a text that nobody changed comes back as it was', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(textOf(draftOf(one))).toEqual(one);
    }),
  );
});

test('blank lines fall away, and a line without an answer is told', () => {
  const draft = {
    ...draftOf({
      call: '',
      visit: '',
      sms: '',
      questions: [],
      refutations: [],
      now: [],
      never: [],
      paid: [],
      elder: [],
      student: [],
      finance: [],
    }),
  };
  expect(textOf({ ...draft, questions: '\n 甲问 \n\n乙问\n' })?.questions).toEqual(['甲问', '乙问']);
  expect(textOf({ ...draft, refutations: '对方说没事' })).toBeNull();
});
