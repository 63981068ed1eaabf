import { expect, test } from 'vitest';
import { recordMeasurement } from './measurements.ts';

const here = { date: '2026-03-01', machine: '2 × CPU', command: 'npm run bench -- signals' };
const rowsOf = (text: string) => text.split('\n').filter((line) => /^\| (?!测量|---)/.test(line));

test('starts the document when there is none', () => {
  const text = recordMeasurement(null, 'signals', { 'decided per second': 24775.4 }, here);
  expect(text).toMatch(/^# 测量记录\n/);
  expect(rowsOf(text)).toEqual([
    '| signals | decided per second | 24,775 | 2026-03-01 | 2 × CPU | `npm run bench -- signals` |',
  ]);
});

test('replaces the rows of the same bench, keeps the others and what stands around the table', () => {
  const first = recordMeasurement(null, 'signals', { a: 1, b: 2 }, here);
  const written = `${first}\n## 说明\n手写的话。\n`;
  const second = recordMeasurement(written, 'import', { c: 0.12345 }, here);
  const third = recordMeasurement(second, 'signals', { a: 3 }, { ...here, date: '2026-03-02' });
  expect(rowsOf(third).map((row) => row.split(' | ').slice(0, 4).join(' '))).toEqual([
    '| import c 0.123 2026-03-01',
    '| signals a 3 2026-03-02',
  ]);
  expect(third).toContain('## 说明\n手写的话。\n');
});

test('a bar or a line break inside a figure breaks no row', () => {
  const text = recordMeasurement(null, 'a', { note: 'x|y\nz' }, here);
  expect(rowsOf(text)).toHaveLength(1);
  expect(text).toContain('x\\|y z');
});

test('refuses a document whose table lost its markers', () => {
  expect(() => recordMeasurement('# 测量记录\n', 'a', {}, here)).toThrow('markers');
});
