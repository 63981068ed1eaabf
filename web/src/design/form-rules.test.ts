import { expect, test } from 'vitest';
import { firstBroken, rebased } from './form-rules.ts';

const rules = {
  name: (value: string) => (value === '' ? 'a name is needed' : null),
  again: (value: string, all: { name: string }) => (value === all.name ? null : 'differs'),
};

test('the first broken field in the order of the form is named', () => {
  expect(firstBroken({ name: '', again: 'x' }, rules)).toEqual({
    sentences: { name: 'a name is needed', again: 'differs' },
    first: 'name',
  });
});

test('a form that holds has no first broken field', () => {
  expect(firstBroken({ name: 'x', again: 'x' }, rules)).toEqual({ sentences: {}, first: null });
});

test('one step of a form is checked without the others', () => {
  expect(firstBroken({ name: '', again: '' }, rules, ['again']).first).toBeNull();
});

test('what was not touched follows what somebody else wrote; what was typed stays', () => {
  const base = { name: 'a', post: 'b', why: '' };
  const values = { name: 'a', post: 'typed', why: 'moved' };
  expect(rebased(values, base, { name: 'x', post: 'y', why: '' })).toEqual({
    name: 'x',
    post: 'typed',
    why: 'moved',
  });
});
