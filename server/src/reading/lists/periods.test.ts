import { expect, test } from 'vitest';
import { periodOf } from './periods.ts';

const iso = ({ from, before }: ReturnType<typeof periodOf>) => [from?.toISOString(), before?.toISOString()];

test.each([
  ['today', '2026-03-19T16:00:00.000Z', '2026-03-20T16:00:00.000Z'],
  ['yesterday', '2026-03-18T16:00:00.000Z', '2026-03-19T16:00:00.000Z'],
  ['7d', '2026-03-13T16:00:00.000Z', '2026-03-20T16:00:00.000Z'],
  ['2026-03-01..2026-03-02', '2026-02-28T16:00:00.000Z', '2026-03-02T16:00:00.000Z'],
  ['2026-03-01..', '2026-02-28T16:00:00.000Z', undefined],
  ['..2026-03-02', undefined, '2026-03-02T16:00:00.000Z'],
])('%s is counted in days of Asia/Shanghai', (text, from, before) => {
  for (const now of ['2026-03-19T16:00:00Z', '2026-03-20T04:00:00Z', '2026-03-20T15:59:59Z'])
    expect(iso(periodOf(text, new Date(now)))).toEqual([from, before]);
});
