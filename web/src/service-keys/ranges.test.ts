import { expect, test } from 'vitest';
import { rangesIn } from './ranges.ts';

test('addresses are told apart by lines, blanks and commas of either kind', () => {
  expect(rangesIn(' 10.1.2.3\n10.2.0.0/16，2001:db8::/32; 10.9.9.9、')).toEqual([
    '10.1.2.3',
    '10.2.0.0/16',
    '2001:db8::/32',
    '10.9.9.9',
  ]);
  expect(rangesIn(' \n')).toEqual([]);
});
