import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { KeyFileError, readKeyFile, replaceKeyFile } from './key-file.ts';
import {
  fingerprintOf,
  keysOf,
  type MasterKeys,
  masterKeysFrom,
  openKeyFile,
  partsOf,
} from './master-key.ts';
import type { DataKey } from './seal.ts';

const folder = await mkdtemp(join(tmpdir(), 'lanzha-keys-'));
const path = join(folder, 'vault.key');
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => rm(path, { force: true }));

const write = async (text: string) => {
  await rm(path, { force: true });
  await writeFile(path, text, { mode: 0o600 });
};
const complaint = () =>
  readKeyFile(path).then(
    () => '',
    (error: Error) => (error instanceof KeyFileError ? error.message : `unexpected: ${error}`),
  );

/** Keys in bytes: key objects that differ look the same to a comparison. */
const bytesOf = ({ cipher, mac }: DataKey) => Buffer.concat([cipher.export(), mac.export()]);
const allBytesOf = ({ wrapping, wrappings, ...others }: MasterKeys) => ({
  ...others,
  wrapping: bytesOf(wrapping),
  wrappings: [...wrappings].map(([generation, key]) => [generation, bytesOf(key)]),
});

test('a key file is made once, private, and opens to the same keys', async () => {
  const made = await openKeyFile(path, true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(allBytesOf(await openKeyFile(path, true))).toEqual(allBytesOf(made));
});

test('the second form gives the same keys as the first, and does not hold its secret', async () => {
  const secret = randomBytes(64);
  await write(`${secret.toString('hex')}\n`);
  const before = await openKeyFile(path, false);
  const file = partsOf(await readKeyFile(path));
  await replaceKeyFile(path, file);
  const after = await openKeyFile(path, false);
  expect(allBytesOf(after)).toEqual(allBytesOf(before));
  expect(allBytesOf(after)).toEqual(allBytesOf(masterKeysFrom(secret)));
  expect(fingerprintOf(after)).toBe(fingerprintOf(before));
  expect(await readFile(path, 'utf8')).not.toContain(secret.toString('hex').slice(0, 32));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

describe('says what is lost, what is not, and what to do', () => {
  const file = partsOf({ form: 1, secret: randomBytes(64) });

  test('when it is missing', async () => {
    expect(await complaint()).toMatch(/^找不到密钥文件.*解不开.*没有丢.*备份放回原处/);
  });

  test('when it is cut anywhere, in either form', async () => {
    for (const form of [1, 2]) {
      await write(`${randomBytes(64).toString('hex')}\n`);
      if (form === 2) await replaceKeyFile(path, file);
      const { size } = await stat(path);
      for (const length of [0, 1, 7, 40, 100, size - 60, size - 2].filter((one) => one < size - 1)) {
        await truncate(path, size);
        await write('x');
        if (form === 2) await replaceKeyFile(path, file);
        else await write(`${randomBytes(64).toString('hex')}\n`);
        await truncate(path, length);
        expect(await complaint(), `form ${form}, ${length} bytes`).toMatch(/不完整.*备份放回原处/);
      }
    }
  });

  test('when a letter of it was changed', async () => {
    await write('x');
    await replaceKeyFile(path, file);
    const text = await readFile(path, 'utf8');
    const at = text.indexOf('index ') + 10;
    await write(text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1));
    expect(await complaint()).toMatch(/不完整/);
  });

  test('when it is some other file', async () => {
    await write('-----BEGIN CERTIFICATE-----\nabc\n');
    expect(await complaint()).toMatch(/不是拦诈的密钥文件.*备份放回原处/);
  });
});

test('the newest of several generations wraps', () => {
  const [old, fresh] = [randomBytes(48), randomBytes(48)];
  const parts = partsOf({ form: 1, secret: randomBytes(64) });
  const keys = keysOf({
    ...parts,
    wrappings: new Map([
      [4, fresh],
      [3, old],
    ]),
  });
  expect(bytesOf(keys.wrapping)).toEqual(fresh);
  expect([...keys.wrappings.keys()].sort()).toEqual([3, 4]);
});
