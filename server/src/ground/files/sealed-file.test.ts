import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataKeyFrom, SealBroken } from '../vault/index.ts';
import { asNotTaken, receive, writeDown } from './receive.ts';
import { blockBytes, createSealed, openSealed } from './sealed-file.ts';
import { openStore, type Store } from './store.ts';

let folder: string;
let store: Store;
const key = dataKeyFrom(randomBytes(48));
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanzha-files-'));
  store = await openStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function sealedFile(name: string, plain: Buffer, step = 10_000): Promise<string> {
  const path = join(folder, name);
  const writer = await createSealed(path, key);
  for (let at = 0; at < plain.length; at += step) await writer.write(plain.subarray(at, at + step));
  await writer.finish();
  return path;
}

async function readAll(path: string, bytes: number): Promise<Buffer> {
  const reader = await openSealed(path, key, bytes);
  const parts: Buffer[] = [];
  try {
    for await (const part of reader.stream()) parts.push(part);
  } finally {
    await reader.close();
  }
  return Buffer.concat(parts);
}

describe('a sealed file', () => {
  test.each([1, 100, blockBytes - 1, blockBytes, blockBytes + 1, 3 * blockBytes, 200_000])(
    'of %i bytes opens to what was sealed, whole and in parts',
    async (bytes) => {
      const plain = randomBytes(bytes);
      const path = await sealedFile(`whole-${bytes}`, plain);
      expect(await readAll(path, bytes)).toEqual(plain);
      const reader = await openSealed(path, key, bytes);
      for (const [offset, length] of [
        [0, 10],
        [bytes - 5, 10],
        [blockBytes - 3, 6],
        [bytes, 5],
      ] as const)
        expect(await reader.read(Math.max(offset, 0), length)).toEqual(
          plain.subarray(Math.max(offset, 0), Math.max(offset, 0) + length),
        );
      await reader.close();
    },
  );

  test('shows nothing of its content on the disk', async () => {
    const path = await sealedFile('hidden', Buffer.from('姓名 张某 电话 13800001234'));
    expect(String(await readFile(path))).not.toContain('13800001234');
  });

  test('that was altered, shortened, or whose blocks were exchanged, breaks', async () => {
    const plain = randomBytes(2 * blockBytes + 10);
    const path = await sealedFile('broken', plain);
    const whole = await readFile(path);
    const one = blockBytes + 48;
    const flipped = Buffer.from(whole);
    flipped[one + 20]! ^= 1;
    const exchanged = Buffer.concat([
      whole.subarray(one, 2 * one),
      whole.subarray(0, one),
      whole.subarray(2 * one),
    ]);
    for (const bytes of [flipped, exchanged]) {
      await writeFile(path, bytes);
      await expect(readAll(path, plain.length)).rejects.toThrow(SealBroken);
    }
    await writeFile(path, whole);
    await truncate(path, 2 * one);
    await expect(readAll(path, plain.length)).rejects.toThrow(SealBroken);
    // A shorter length in the database does not make a cut file whole either.
    await expect(readAll(path, 2 * blockBytes)).rejects.toThrow(SealBroken);
  });
});

describe('an upload', () => {
  const limits = { bytes: 100_000, rate: 0 };
  const incoming = async () => (await store.listOld('temp', new Date(Date.now() + 60_000))).length;

  test('that is too large or empty is refused and leaves nothing', async () => {
    await expect(receive(Readable.from([randomBytes(100_001)]), store, limits)).rejects.toMatchObject({
      why: 'TOO_LARGE',
    });
    await expect(receive(Readable.from([]), store, limits)).rejects.toMatchObject({ why: 'EMPTY' });
    expect(await incoming()).toBe(0);
  });

  test('that dribbles is stopped', async () => {
    const drip = async function* () {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield Buffer.from('x');
      }
    };
    const slow = receive(Readable.from(drip()), store, { ...limits, rate: 10_000, windowMs: 100 });
    await expect(slow).rejects.toMatchObject({ why: 'TOO_SLOW' });
    expect(await incoming()).toBe(0);
  });

  test('that says nothing at all is stopped as well', async () => {
    const mute = new Readable({ read: () => undefined });
    await expect(receive(mute, store, { ...limits, rate: 1, windowMs: 100 })).rejects.toMatchObject({
      why: 'TOO_SLOW',
    });
    expect(await incoming()).toBe(0);
  });

  test('onto a full disk is refused with a sentence of its own', async () => {
    const full = writeDown(Readable.from([randomBytes(90_000)]), '/dev/full', randomBytes(48), limits, 'w');
    const why = await full.catch(asNotTaken);
    expect(why).toMatchObject({ why: 'DISK_FULL' });
  });

  test('that is complete lies sealed among the incoming until it is moved', async () => {
    const received = await receive(Readable.from([Buffer.from('abc')]), store, limits);
    expect(received.bytes).toBe(3);
    expect(received.sha256.toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    await store.keep(received.id);
    expect(await incoming()).toBe(0);
    expect(await store.listOld('kept', new Date(Date.now() + 60_000))).toEqual([received.id]);
  });

  test('never names a path', () => {
    for (const name of ['../x', 'a/b', '', 'keys/vault.key'])
      expect(() => store.pathOf(name)).toThrow(RangeError);
  });
});
