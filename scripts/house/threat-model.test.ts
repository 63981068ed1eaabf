import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
const [model = '', open = ''] = text.split('## What is not defended yet');

/** Code spans that look like a test. */
const testsIn = (words: string) =>
  [...words.matchAll(/`([^`\s]+\.(?:test|e2e)\.tsx?)`/g)].map(([, path = '']) => path);

const rows = model
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[\s-]+\|/.test(line))
  .map((line) => line.split('|').slice(1, -1))
  .filter(([, , third = '']) => testsIn(third).length > 0 || third.trim() === '–');

describe('the threat model', () => {
  test('names measures in rows that can be read', () => expect(rows.length).toBeGreaterThan(50));

  test('names only tests that exist, by their path from the root', () => {
    expect(testsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test.each(
    model
      .split('### ')
      .slice(1)
      .map((part) => part.split('\n')),
  )('has a test, or an honest dash, beside each measure: %s', (_, ...lines) => {
    const table = lines.filter((line) => line.startsWith('|')).slice(2);
    const without = table.filter((line) => testsIn(line).length === 0 && !line.includes('–'));
    expect(without).toEqual([]);
  });

  test('numbers what is not defended without a gap', () => {
    const numbers = [...open.matchAll(/^(\d+)\. /gm)].map(([, n]) => Number(n));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
