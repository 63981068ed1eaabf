import { expect, test } from 'vitest';
import { table, withSection } from './readme.ts';

test('a section is appended once and replaced afterwards, the rest stays', () => {
  const first = withSection('# 测量\n', 'labels', 'one');
  const second = withSection(`${first}\n后文\n`, 'near', 'two');
  const third = withSection(second, 'labels', 'three');
  expect(third).toContain('three');
  expect(third).not.toContain('one');
  expect(third).toContain('two');
  expect(third).toContain('后文');
});

test('a table has one line a row', () => {
  expect(table(['a', 'b'], [['x', 1]])).toBe('| a | b |\n| --- | ---: |\n| x | 1 |');
});
