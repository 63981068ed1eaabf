import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { migrate, openDb } from '../../../ground/db/index.ts';
import { fixInstallationKind } from '../../../ground/installation/index.ts';
import { type OwnedPostgres, startPostgres } from '../../../ground/postgres/index.ts';
import { openKeyFile } from '../../../ground/vault/index.ts';
import { furnish } from '../../testing.ts';
import { lanzha } from '../testing.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'lanzha-backup-'));
chmodSync(folder, 0o755); // else its server’s files lie elsewhere when root tests, and stay
const at = (name: string) => join(folder, name);
const data = at('data');
let postgres: OwnedPostgres;

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: data, unsafeForTests: true });
  await migrate(postgres.urls.migrator);
  const db = openDb(postgres.urls.app);
  await db.inTransaction({ kind: 'machine' }, (tx) => fixInstallationKind(tx, 'real'));
  await openKeyFile(join(data, 'keys/vault.key'), true);
  await furnish(db);
  await db.close();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a running system is backed up and comes back in a new folder, with its keys', async () => {
  const made = await lanzha(['backup', at('backups'), '--data', data, '--keys', at('safe')]);
  expect(made.code).toBe(0);
  expect(made.results).toMatchObject([{ backup: expect.stringMatching(/^\d{8}T\d{6}Z$/) }]);
  const key = readFileSync(join(data, 'keys/vault.key'), 'utf8');
  const to = at('restored');
  const back = await lanzha([
    'restore',
    at('backups'),
    '--data',
    to,
    '--key-file',
    join(at('safe'), 'vault.key'),
  ]);
  expect(back.code).toBe(0);
  expect(back.results).toMatchObject([{ hasKeys: true, signals: 0, warnings: 0 }]);
  expect(readFileSync(join(to, 'keys/vault.key'), 'utf8')).toBe(key);
});

test('says what is wrong in one sentence: a time, a folder, keys beside the backup', async () => {
  const time = await lanzha(['restore', at('backups'), '--data', at('x'), '--at', '昨天']);
  expect({ code: time.code, said: time.said }).toMatchObject({
    code: 1,
    said: expect.stringContaining('看不懂时间'),
  });
  const none = await lanzha(['restore', at('nothing'), '--data', at('y')]);
  expect({ code: none.code, said: none.said }).toMatchObject({
    code: 1,
    said: expect.stringContaining('不是拦诈的备份目录'),
  });
  const beside = await lanzha([
    'backup',
    at('backups'),
    '--data',
    data,
    '--keys',
    join(at('backups'), 'keys'),
  ]);
  expect({ code: beside.code, said: beside.said }).toMatchObject({
    code: 1,
    said: expect.stringContaining('密钥不能和备份'),
  });
});

test('a mistyped data folder, and a disk that is not there, are named, and nothing is made in their place', async () => {
  for (const command of [
    ['backup', at('elsewhere')],
    ['audit', 'verify'],
  ]) {
    const { code, said } = await lanzha([...command, '--data', at('typo')]);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining(`目录 ${at('typo')} 里没有数据。请检查 --data`),
    });
  }
  const away = await lanzha(['backup', at('away/backups'), '--data', data]);
  expect({ code: away.code, said: away.said }).toMatchObject({
    code: 1,
    said: expect.stringContaining(`目录 ${at('away')} 不存在:备份磁盘可能没有接上。`),
  });
  for (const name of ['typo', 'elsewhere', 'away']) expect(existsSync(at(name))).toBe(false);
});
