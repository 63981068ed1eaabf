import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLogFile } from './log-file.ts';
import { createFileLogger } from './logger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanzha-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () => readdirSync(folder).sort();
const linesOf = () =>
  files()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');

test('a log begins a new file at its size, and no line is lost or cut', async () => {
  const destination = await openLogFile({ file: join(folder, 'net.log'), keepDays: 190, size: '20k' });
  for (let line = 0; line < 2_000; line++) {
    destination.write(`${JSON.stringify({ line, text: 'x'.repeat(40) })}\n`);
    if (line % 200 === 0) await sleep(20);
  }
  await sleep(400);
  destination.end();
  await sleep(100);
  expect(files().length).toBeGreaterThan(2);
  expect(files().every((name) => /^net\.\d{4}-\d\d-\d\d\.\d+\.log$/.test(name))).toBe(true);
  const seen = linesOf().map((text) => (JSON.parse(text) as { line: number }).line);
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 2_000 }, (_, line) => line));
});

test('only log files older than the days to keep go, whatever else lies beside them', async () => {
  const old = new Date(Date.now() - 191 * 86_400_000);
  const young = new Date(Date.now() - 189 * 86_400_000);
  const names = { old: 'net.2026-05-01.1.log', young: 'net.2026-05-03.1.log', other: 'net-notes.log' };
  for (const name of Object.values(names)) writeFileSync(join(folder, name), 'x\n');
  for (const name of [names.old, names.other]) utimesSync(join(folder, name), old, old);
  utimesSync(join(folder, names.young), young, young);
  (await openLogFile({ file: join(folder, 'net.log'), keepDays: 190 })).end();
  expect(files()).not.toContain(names.old);
  expect(files()).toEqual(expect.arrayContaining([names.young, names.other]));
});

test('a folder that cannot be written to refuses the start', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openLogFile({ file: join(folder, 'file', 'net.log'), keepDays: 190 })).rejects.toThrow();
});

test.skipIf(process.getuid?.() !== 0)(
  'a full disk says so once, and the log goes on when there is room',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
    const said: string[] = [];
    const stderr = vi
      .spyOn(process.stderr, 'write')
      .mockImplementation((text) => said.push(String(text)) > 0);
    try {
      const logger = await createFileLogger({ file: join(folder, 'net.log'), keepDays: 190 });
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(200 * 1024));
      for (let line = 0; line < 2_000; line++) logger.info({ line, text: 'x'.repeat(100) }, 'request');
      await sleep(700);
      logger.info('still alive');
      await sleep(700);
      expect(said.filter((text) => text.includes('ENOSPC'))).toHaveLength(1);
      rmSync(join(folder, 'ballast'));
      logger.info('after');
      await vi.waitFor(() => expect(said.some((text) => text.includes('又能写进'))).toBe(true), 5_000);
      expect(linesOf().join('\n')).toContain('"line":0');
    } finally {
      stderr.mockRestore();
      await sleep(300);
      execFileSync('umount', ['-l', folder]);
    }
  },
);
