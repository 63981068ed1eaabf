import pg from 'pg';
import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';

const said = (error: unknown) => JSON.stringify(describeError(error));

test('of a database error the log keeps the code and the place, not the values', () => {
  const error = Object.assign(new pg.DatabaseError('Key (username)=(13800000001) exists', 1, 'error'), {
    code: '23505',
    detail: 'Key (username)=(13800000001) already exists.',
    constraint: 'person_username_key',
    routine: '_bt_check_unique',
    severity: 'ERROR',
  });
  expect(said(error)).toContain('person_username_key');
  expect(said(error)).toContain('23505');
  expect(said(error)).not.toContain('13800000001');
});

test('numbers in other messages are masked, also in their causes', () => {
  const error = new Error('cannot send to 13800000001', { cause: new Error('account 6222021234567890123') });
  expect(said(error)).not.toMatch(/13800000001|6222021234567890123/);
  expect(said(error)).toContain('cannot send');
});

test('a parser repeats what it read: its message is dropped', () => {
  const parse = () => JSON.parse('{"name":"张三",');
  try {
    parse();
  } catch (error) {
    expect(said(error)).not.toContain('张三');
    return;
  }
  expect.unreachable();
});
