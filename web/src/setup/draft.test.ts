import { expect, test } from 'vitest';
import { blamed, emptyDraft, fieldsOf, steps, toRequest, usernamePattern } from './draft.ts';

test('a refusal leads back to the step and field that it speaks of', () => {
  expect(blamed('WRONG_CODE', undefined)).toMatchObject({ step: 'code', field: 'code' });
  expect(blamed('WEAK_PASSWORD', 'officer')).toMatchObject({ step: 'accounts', field: 'officerPassword' });
  expect(blamed('ALREADY_DONE', undefined)).toBeNull();
});

test('every blamed field belongs to its step', () => {
  for (const code of ['WRONG_CODE', 'UNKNOWN_PLACE', 'SAME_USERNAME', 'WEAK_PASSWORD']) {
    const blame = blamed(code, 'admin');
    expect(blame && (fieldsOf[blame.step] as readonly string[])).toContain(blame?.field);
  }
  expect(steps).toHaveLength(4);
});

test('blanks around what was typed are not sent, passwords go as they are', () => {
  const request = toRequest({ ...emptyDraft, code: ' AB-12 ', adminUsername: 'wang ', adminPassword: ' x ' });
  expect(request.code).toBe('AB-12');
  expect(request.admin).toEqual({ name: '', username: 'wang', password: ' x ' });
});

test('user names follow the pattern of the contract', () => {
  expect(usernamePattern.test('wang.jing')).toBe(true);
  for (const bad of ['Wang', 'wj', '王静', '1wang', 'wang jing'])
    expect(usernamePattern.test(bad)).toBe(false);
});
