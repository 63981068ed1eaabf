import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { machine, openDb } from '../../../ground/db/index.ts';
import { openKeyFile, openVault, type Sealed, type Vault } from '../../../ground/vault/index.ts';
import { testDatabase } from '../../../testing/database.ts';
import { furnish } from '../../testing.ts';
import { lanzha } from '../testing.ts';

const database = await testDatabase();
const { host, port, user, password } = inject('postgres').superuser;
const name = database.app.database ?? '';
const url = `postgres://${user}:${encodeURIComponent(password)}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
const db = openDb(database.app);
const folder = await mkdtemp(join(tmpdir(), 'lanzha-vault-'));
const keyFile = join(folder, 'keys', 'vault.key');
const onDatabase = ['--data', folder, '--database-url', url];
const rotate = () => lanzha(['vault', 'rotate', ...onDatabase]);
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

let node: Vault;
const values: Sealed[] = [];
beforeAll(async () => {
  await furnish(db);
  node = openVault(await openKeyFile(keyFile, true), () => openKeyFile(keyFile, false));
  await db.inTransaction(machine, async (tx) => {
    for (let day = 0; day < 600; day++)
      values.push(
        await node.seal(tx, 'signals', Buffer.from(`${day}`), 'x', new Date(Date.UTC(2024, 0, 1 + day))),
      );
  });
});

async function everythingOpens(vault: Vault): Promise<void> {
  await db.inTransaction(machine, async (tx) => {
    for (const [day, value] of values.entries())
      expect((await vault.unseal(tx, value, 'x')).toString()).toBe(`${day}`);
  });
}

/** A real server, until the work is done. */
async function whileServing(work: (served: string) => Promise<void>): Promise<void> {
  const main = join(import.meta.dirname, '../main.ts');
  const child = spawn(process.execPath, [main, 'serve', ...onDatabase, '--port', '0'], {
    env: { ...process.env, LANZHA_LOG_LEVEL: 'silent' },
  });
  const ended = once(child, 'exit');
  try {
    const [line] = await once(createInterface(child.stdout), 'line');
    await work((JSON.parse(String(line)) as { url: string }).url);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

test('changes the master key beside a running server, says what to do, and leaves a record', async () => {
  await whileServing(async (served) => {
    const { code, results, said } = await rotate();
    expect(code, said).toBe(0);
    expect(results).toEqual([{ generation: 1, rewrapped: 600, resumed: false, keyFile }]);
    expect(said).toMatch(/已重新包装 600 \/ 600 把.*立即备份/s);
    expect((await fetch(`${served}/readyz`)).status).toBe(200);
  });
  await everythingOpens(openVault(await openKeyFile(keyFile, false)));
  await everythingOpens(node);
  const { rows } = await db.pool.query(
    "SELECT detail, writer_mac IS NOT NULL AS marked FROM audit_record WHERE event = 'vault.rotated'",
  );
  expect(rows).toEqual([{ detail: { generation: 1, rewrapped: 600, resumed: false }, marked: true }]);
});

test('killed at any moment it leaves everything readable, and the next one finishes', async () => {
  const main = join(import.meta.dirname, '../main.ts');
  for (const after of ['新旧两把', '已启用', '已重新包装 200', '已重新包装 400']) {
    const child = spawn(process.execPath, [main, 'vault', 'rotate', ...onDatabase]);
    const ended = once(child, 'exit');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(after)) child.kill('SIGKILL');
    });
    await ended;
    await everythingOpens(openVault(await openKeyFile(keyFile, false)));
    const { code, results } = await rotate();
    expect(code).toBe(0);
    expect(results).toMatchObject([{ keyFile }]);
    await everythingOpens(openVault(await openKeyFile(keyFile, false)));
    expect((await readFile(keyFile, 'utf8')).match(/^wrapping/gm)).toHaveLength(1);
  }
}, 120_000);

describe('a key file that is not the right one is explained', () => {
  const kept = join(folder, 'kept.key');
  beforeAll(() => copyFile(keyFile, kept));
  const broken: [string, () => Promise<void>, RegExp][] = [
    ['missing', () => rm(keyFile), /找不到密钥文件.*解不开.*没有丢.*备份放回原处/],
    ['cut short', () => truncate(keyFile, 100), /不完整.*备份放回原处/],
    ['something else', () => writeFile(keyFile, 'hello'), /不是拦诈的密钥文件/],
    [
      'another installation’s',
      async () => writeFile(keyFile, `${'ab'.repeat(64)}\n`),
      /另一个数据库的.*备份放回原处/,
    ],
  ];

  test.each(broken)(
    '%s',
    async (_, spoil, sentence) => {
      await spoil();
      const [served, rotated, checked] = await Promise.all([
        lanzha(['serve', ...onDatabase, '--port', '0']),
        rotate(),
        lanzha(['check', ...onDatabase]),
      ]);
      expect([served.code, served.said]).toEqual([1, expect.stringMatching(sentence)]);
      expect(rotated.code).toBe(1);
      expect(checked.code).toBe(1);
      expect(checked.results).toContainEqual(
        expect.objectContaining({ check: 'keys', ok: false, text: expect.stringMatching(sentence) }),
      );
      await rm(keyFile, { force: true });
      await copyFile(kept, keyFile);
      const { results } = await lanzha(['check', ...onDatabase]);
      expect(results).toContainEqual(expect.objectContaining({ check: 'keys', ok: true }));
    },
    60_000,
  );
});
