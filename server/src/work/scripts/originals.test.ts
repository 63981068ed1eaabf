import { fraudTypes } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { originals } from './originals.ts';

const texts = await originals();

/** Every sentence of a text, wherever it stands. */
function sentences(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : [];
}

test('there is a text for every type', () => {
  expect([...texts.keys()]).toEqual([...fraudTypes]);
});

describe.each([...texts])('the text for type %s', (_, text) => {
  const all = sentences(text);

  test('says who speaks and how to check it', () => {
    for (const opening of [text.call, text.visit]) expect(opening).toMatch(/96110.*核实|核实.*96110/s);
  });

  test('asks for stopping, and says what to do when the money has gone', () => {
    expect(text.now.join()).toMatch(/停下|暂停付款/);
    expect(text.paid.join()).toMatch(/110 报警/);
    expect(text.paid.join()).toContain('申请撤销');
  });

  test('has no exclamation marks and no half-width punctuation beside Chinese', () => {
    expect(all.filter((one) => /[!！]|\p{sc=Han}[,:;?()]|[,:;?()]\p{sc=Han}/u.test(one))).toEqual([]);
  });

  test('names no person and no number but public ones', () => {
    expect(all.filter((one) => /\d{7,}/.test(one))).toEqual([]);
  });

  test('promises nothing and blames nobody in what is read out', () => {
    const read = [text.call, text.visit, text.sms, ...text.questions, ...text.now, ...text.paid].join();
    expect(read).not.toMatch(/一定能追回|保证追回|你怎么这么|活该|贪心/);
  });
});
