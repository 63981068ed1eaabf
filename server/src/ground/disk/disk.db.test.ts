import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { openDb } from '../db/index.ts';
import { openParams } from '../params/index.ts';
import { openDisk, readRoom } from './disk.ts';

const database = await testDatabase();
const owner = openDb(database.migrator, { max: 1 });
await owner.pool.query(
  `UPDATE rule_param SET value = CASE code WHEN 'disk.low' THEN '40' ELSE '20' END WHERE code IN ('disk.low', 'disk.floor')`,
);
const params = await openParams(owner);
afterAll(async () => {
  params.close();
  await owner.close();
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanzha-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024);

test.skipIf(process.getuid?.() !== 0)(
  'a disk that fills is low, then full, and well again when there is room',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
    try {
      const disk = await openDisk({ folders: [folder], params, everyMs: 60_000 });
      const after = async (size: number) => {
        writeFileSync(join(folder, 'ballast'), megabytes(size));
        await disk.refresh();
        return disk.state();
      };
      expect(disk.state()).toBe('ok');
      expect(await after(30)).toBe('low');
      expect(await after(45)).toBe('full');
      expect(await after(43)).toBe('full'); // 21 MB free: above the floor, but not by enough
      expect(await after(40)).toBe('low');
      expect(await after(10)).toBe('ok');
      disk.close();
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  },
);

test('of several disks the fullest counts; a folder that is away does not', async () => {
  const { free } = await readRoom([folder]);
  const both = await readRoom(['/proc/self/nothing', folder]);
  expect(Math.abs(both.free - free)).toBeLessThan(1024 ** 3);
  await expect(readRoom(['/proc/self/nothing'])).rejects.toThrow('ENOENT');
});
