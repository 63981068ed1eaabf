import type { ScriptText } from '@lanzha/contract';

/** A text as one edits it: a line each, the other side and the answer divided by an arrow. */
export const listFields = ['questions', 'now', 'paid', 'never', 'elder', 'student', 'finance'] as const;
export type ListField = (typeof listFields)[number];
export type Draft = Record<ListField | 'call' | 'visit' | 'sms' | 'refutations', string>;

const arrow = ' → ';

export const draftOf = (text: ScriptText): Draft => ({
  call: text.call,
  visit: text.visit,
  sms: text.sms,
  refutations: text.refutations.map(({ said, answer }) => said + arrow + answer).join('\n'),
  ...(Object.fromEntries(listFields.map((field) => [field, text[field].join('\n')])) as Record<
    ListField,
    string
  >),
});

const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** null for a line without an answer. */
export function textOf(draft: Draft): ScriptText | null {
  const refutations = linesOf(draft.refutations).map((line) => {
    const [said = '', ...answer] = line.split(/\s*(?:→|->|＝>|=>)\s*/);
    return { said: said.trim(), answer: answer.join(' ').trim() };
  });
  if (refutations.some(({ said, answer }) => said === '' || answer === '')) return null;
  return {
    call: draft.call.trim(),
    visit: draft.visit.trim(),
    sms: draft.sms.trim(),
    refutations,
    ...(Object.fromEntries(listFields.map((field) => [field, linesOf(draft[field])])) as Record<
      ListField,
      string[]
    >),
  };
}
