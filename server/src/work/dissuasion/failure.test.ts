import { contactFailures, contactResults } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dissuasionFailureOf } from './failure.ts';

describe('dissuasion has failed', () => {
  test.each([
    [{ reached: false, failed: 'hung_up', result: null }, 'hung_up'],
    [{ reached: false, failed: 'not_home', result: null }, 'not_home'],
    [{ reached: false, failed: 'already_transferred', result: null }, 'already_transferred'],
    [{ reached: true, failed: null, result: 'refuses' }, 'refused'],
    [{ reached: true, failed: 'convinced_by_scammer', result: 'refuses' }, 'convinced_by_scammer'],
    [{ reached: true, failed: null, result: 'transferred' }, 'already_transferred'],
  ] as const)('%j: %s', (contact, failure) => {
    expect(dissuasionFailureOf(contact)).toBe(failure);
  });

  test.each([
    { reached: false, failed: 'no_answer', result: null },
    { reached: false, failed: 'powered_off', result: null },
    { reached: false, failed: null, result: null },
    { reached: true, failed: null, result: null },
    { reached: true, failed: null, result: 'doubts' },
  ] as const)('not by %j', (contact) => {
    expect(dissuasionFailureOf(contact)).toBeNull();
  });

  test('never for who believes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(null, ...contactFailures),
        fc.constantFrom(null, ...contactResults),
        (failed, result) =>
          result === 'believes' ? dissuasionFailureOf({ reached: true, failed, result }) === null : true,
      ),
    );
  });
});
