import { signal } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { firstSignalCommand, newKeyCommand } from './commands.ts';

test('the key belongs to the unit and may only write signals', () => {
  expect(newKeyCommand('330206FZ')).toBe(
    'npx lanzha keys create --unit 330206FZ --source first --allow signals:write',
  );
});

test('the first signal in the command is one that the contract accepts', () => {
  const command = firstSignalCommand(
    'http://127.0.0.1:8080',
    Date.parse('2026-03-01T00:00:00Z'),
    '请转入安全账户',
  );
  const body = /--data-binary '(.*)'$/.exec(command)?.[1] ?? '';
  expect(signal.safeParse(JSON.parse(body)).success).toBe(true);
  expect(command).toContain('http://127.0.0.1:8080/api/v1/signals');
});
