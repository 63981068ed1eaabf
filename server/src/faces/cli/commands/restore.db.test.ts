import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeBackup } from '../../../ground/backup/index.ts';
import { migrate, openDb } from '../../../ground/db/index.ts';
import { fixInstallationKind } from '../../../ground/installation/index.ts';
import { startPostgres } from '../../../ground/postgres/index.ts';
import { checkKeyFile, openKeyFile } from '../../../ground/vault/index.ts';
import { furnish } from '../../testing.ts';
import { lanzha } from '../testing.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'lanzha-restore-'));
chmodSync(folder, 0o755); // else its server’s files lie elsewhere when root tests, and stay
const at = (name: string) => join(folder, name);
const own = at('data/keys/vault.key');

beforeAll(async () => {
  const dataDir = at('data');
  const { urls, stop } = await startPostgres({ dataDir, unsafeForTests: true });
  await migrate(urls.migrator);
  const db = openDb(urls.app);
  await db.inTransaction({ kind: 'machine' }, (tx) => fixInstallationKind(tx, 'real'));
  await furnish(db);
  await checkKeyFile(db, own, await openKeyFile(own, true));
  await db.close();
  await makeBackup({ superuser: urls.superuser, migrator: urls.migrator, dataDir, target: at('backups') });
  await stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const restore = (to: string, ...more: string[]) =>
  lanzha(['restore', at('backups'), '--data', at(to), ...more]);

test('junk for a key file ends the restore before it begins', async () => {
  writeFileSync(at('junk'), 'not a key');
  const ended = await restore('untouched', '--key-file', at('junk'));
  expect(ended).toMatchObject({ code: 1, results: [] });
  expect(ended.said).toContain(`密钥文件 ${at('junk')} 不是拦诈的密钥文件`);
  expect(ended.said).toContain('还没有恢复任何东西');
  expect(existsSync(at('untouched'))).toBe(false);
});

test('says to which moment it went, how much came back, and how to start', async () => {
  const ended = await restore('restored', '--key-file', own);
  expect(ended).toMatchObject({
    code: 0,
    results: [{ hasKeys: true, keysForeign: false, otherLine: false }],
  });
  expect(ended.said).toMatch(
    /恢复(?:到 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d,线索 0 条、预警 0 条|完成,里面还没有任何记录)。/,
  );
  expect(ended.said).toContain(`npm start -- --data ${at('restored')}`);
});

test("another installation's keys are refused by what came back, which stays", async () => {
  await openKeyFile(at('foreign.key'), true);
  const ended = await restore('keyless', '--key-file', at('foreign.key'));
  expect(ended).toMatchObject({ code: 1, results: [{ hasKeys: false, keysForeign: true }] });
  expect(ended.said).toContain(`密钥文件 ${at('foreign.key')} 打不开恢复出来的数据`);
  expect(existsSync(at('keyless/keys/vault.key'))).toBe(false);
});

test('nobody serves or checks a folder whose restore was cut short', async () => {
  writeFileSync(at('keyless/restoring.json'), '{"from":');
  for (const command of ['serve', 'check']) {
    const ended = await lanzha([command, '--data', at('keyless')]);
    expect(ended.code).toBe(1);
    expect(ended.said + JSON.stringify(ended.results)).toContain('的恢复没有做完');
  }
  const again = await restore('keyless');
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('请删除这个目录,再恢复一次。') });
});
