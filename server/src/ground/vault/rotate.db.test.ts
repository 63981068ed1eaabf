import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb } from '../db/index.ts';
import {
  checkKeyFile,
  KeyFileError,
  openKeyFile,
  openVault,
  type RotationStep,
  rotateMasterKey,
  type Sealed,
  type Vault,
} from './index.ts';

const database = await testDatabase();
const db = openDb(database.app);
const folder = await mkdtemp(join(tmpdir(), 'lanzha-rotate-'));
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

let path = '';
let round = 0;
beforeEach(async () => {
  path = join(folder, `${++round}.key`);
  await db.pool.query('DELETE FROM vault_key');
  await db.pool.query('UPDATE vault_master SET generation = 0, fingerprint = NULL');
});

const openNode = async (create = false): Promise<Vault> =>
  openVault(await openKeyFile(path, create), () => openKeyFile(path, false));
const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const sealOn = (vault: Vault, day: number) =>
  db.inTransaction(machine, (tx) => vault.seal(tx, 'signals', Buffer.from(`day ${day}`), 'here', at(day)));
const opened = (vault: Vault, value: Sealed) =>
  db.inTransaction(machine, async (tx) => (await vault.unseal(tx, value, 'here')).toString());
const generations = async () =>
  (await db.pool.query<{ g: number }>('SELECT DISTINCT generation AS g FROM vault_key ORDER BY g')).rows.map(
    ({ g }) => g,
  );
const wrappingsIn = async () => (await readFile(path, 'utf8')).match(/^wrapping \d+/gm);

test('wraps every data key anew; what was sealed stays and opens', async () => {
  const node = await openNode(true);
  const values: Sealed[] = [];
  for (let day = 1; day <= 5; day++) values.push(await sealOn(node, day));
  const { rows: before } = await db.pool.query('SELECT id, wrapped FROM vault_key ORDER BY id');
  expect(await rotateMasterKey(db, path)).toEqual({ generation: 1, rewrapped: 5, resumed: false });
  const { rows: after } = await db.pool.query('SELECT id, wrapped FROM vault_key ORDER BY id');
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  for (const [index, { wrapped }] of after.entries()) expect(wrapped).not.toEqual(before[index].wrapped);
  expect(await generations()).toEqual([1]);
  expect(await wrappingsIn()).toEqual(['wrapping 1']);
  const restarted = await openNode();
  for (const [index, value] of values.entries())
    expect(await opened(restarted, value)).toBe(`day ${index + 1}`);
  expect(await rotateMasterKey(db, path)).toMatchObject({ generation: 2, rewrapped: 5 });
});

test('a node that runs all the while opens old values and makes new keys under the new master', async () => {
  const node = await openNode(true);
  const old = await sealOn(node, 1);
  await rotateMasterKey(db, path);
  const fresh = await sealOn(node, 2);
  expect(await generations()).toEqual([1]);
  const other = await openNode();
  expect([await opened(other, old), await opened(other, fresh)]).toEqual(['day 1', 'day 2']);
  expect([await opened(node, old), await opened(node, fresh)]).toEqual(['day 1', 'day 2']);
});

test('blind indexes, content hashes and the marks of audit records stay what they were', async () => {
  const before = await openKeyFile(path, true);
  await rotateMasterKey(db, path);
  const after = await openKeyFile(path, false);
  expect([after.index, after.content, after.audit]).toEqual([before.index, before.content, before.audit]);
  expect(after.wrapping.cipher.equals(before.wrapping.cipher)).toBe(false);
});

describe('cut off after', () => {
  class Killed extends Error {}
  const steps: RotationStep[] = ['file-holds-both', 'new-in-force', 'rewrapping', 'old-unused'];

  test.each(steps)('%s, everything opens, sealing goes on, and the next run finishes it', async (last) => {
    const node = await openNode(true);
    const values = [await sealOn(node, 1), await sealOn(node, 2)];
    const dying = rotateMasterKey(db, path, (step) => {
      if (step === last) throw new Killed();
    });
    await expect(dying).rejects.toThrow(Killed);
    const restarted = await openNode();
    await db.inTransaction(machine, (tx) => tx.query('SELECT'));
    await checkKeyFile(db, path, await openKeyFile(path, false));
    values.push(await sealOn(node, 3), await sealOn(restarted, 4));
    for (const vault of [node, restarted])
      for (const [index, value] of values.entries())
        expect(await opened(vault, value)).toBe(`day ${index + 1}`);
    const rotation = await rotateMasterKey(db, path);
    expect(rotation).toMatchObject({ generation: 1, resumed: true });
    expect(await generations()).toEqual([1]);
    expect(await wrappingsIn()).toEqual(['wrapping 1']);
    const after = await openNode();
    for (const [index, value] of values.entries())
      expect(await opened(after, value)).toBe(`day ${index + 1}`);
  });
});

test('while nodes seal and open all the time nothing fails and nothing is lost', async () => {
  const nodes = [await openNode(true), await openNode(true), await openNode(true)];
  const values: [Sealed, number][] = [];
  for (let day = 1; day <= 400; day++) values.push([await sealOn(nodes[0]!, day), day]);
  let running = true;
  let next = 400;
  const work = nodes.map(async (node) => {
    while (running) {
      const day = ++next;
      values.push([await sealOn(node, day), day]);
      const [value, about] = values[Math.floor(Math.random() * values.length)]!;
      expect(await opened(node, value)).toBe(`day ${about}`);
    }
  });
  for (let generation = 1; generation <= 3; generation++)
    expect(await rotateMasterKey(db, path)).toMatchObject({ generation });
  running = false;
  await Promise.all(work);
  expect(await generations()).toEqual([3]);
  const after = await openNode();
  for (const [value, day] of values) expect(await opened(after, value)).toBe(`day ${day}`);
});

describe('a key file is held against the database', () => {
  const complaint = async (file: string) =>
    checkKeyFile(db, file, await openKeyFile(file, true)).then(
      () => null,
      (error: Error) => (error instanceof KeyFileError ? error.message : `unexpected: ${error}`),
    );

  test('its own passes, also when the database was sealed before it remembered whose it is', async () => {
    await sealOn(await openNode(true), 1);
    expect(await complaint(path)).toBeNull();
    expect(await complaint(path)).toBeNull();
  });

  test('another installation’s is refused, remembered or not', async () => {
    await sealOn(await openNode(true), 1);
    const other = join(folder, `${round}-other.key`);
    expect(await complaint(other)).toMatch(/另一个数据库的.*备份放回原处/);
    expect(await complaint(path)).toBeNull();
    expect(await complaint(other)).toMatch(/另一个数据库的/);
  });

  test('a copy from before the master key was changed is named as that', async () => {
    await sealOn(await openNode(true), 1);
    const before = await openKeyFile(path, false);
    await rotateMasterKey(db, path);
    await expect(checkKeyFile(db, path, before)).rejects.toThrow('更换主密钥之前的旧备份');
    expect(await complaint(path)).toBeNull();
  });
});

describe('the day of a slice never goes back', () => {
  test('a clock set back seals on under the newest day', async () => {
    const node = await openNode(true);
    const today = await sealOn(node, 60);
    const behind = await sealOn(node, 31);
    expect(behind.keyId).toBe(today.keyId);
    expect(await opened(node, behind)).toBe('day 31');
  });

  test('a clock that was years ahead does not hold the days after it', async () => {
    const node = await openNode(true);
    const ahead = await sealOn(node, 1 + 365 * 4);
    const again = await sealOn(node, 2);
    expect(again.keyId).not.toBe(ahead.keyId);
  });
});
