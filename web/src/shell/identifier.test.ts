import { expect, test } from 'vitest';
import { holdsIdentifier } from './identifier.ts';

test.each([
  '13800000001',
  '138 0000 0001',
  '138-0000-0001',
  '\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff10',
  '330206199001011234',
  '6222 0200',
])('%s may be a personal number', (text) => expect(holdsIdentifier(text)).toBe(true));

test.each(['', '刷单', '1024', 'No. 123456', '2026-03'])('%s is none', (text) =>
  expect(holdsIdentifier(text)).toBe(false),
);
