import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Verdict } from '../../../ground/audit/index.ts';
import { openBook } from '../../../ground/audit/testing.ts';
import { machine } from '../../../ground/db/index.ts';
import { fixInstallationKind } from '../../../ground/installation/index.ts';
import { masterKeysFrom } from '../../../ground/vault/index.ts';
import { furnish } from '../../testing.ts';
import { lanzha } from '../testing.ts';

const secret = randomBytes(64);
const book = await openBook(masterKeysFrom(secret).audit);
const { host, port, user, password } = inject('postgres').superuser;
const name = book.database.app.database ?? '';
const url = `postgres://${user}:${encodeURIComponent(password)}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanzha-cli-'));
  await mkdir(join(folder, 'keys'));
  await writeFile(join(folder, 'keys', 'vault.key'), `${secret.toString('hex')}\n`);
  await book.db.inTransaction(machine, (tx) => fixInstallationKind(tx, 'real'));
  await furnish(book.db);
  const sealer = book.startSealer();
  await book.write(12);
  await book.allSealed();
  await sealer.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verify = (...args: string[]) =>
  lanzha(['audit', 'verify', '--database-url', url, '--data', folder, ...args]);

test('a whole chain: exit 0, one line for machines, a sentence for people', async () => {
  const { code, results, said } = await verify('--anchor', book.anchorFile);
  expect(code).toBe(0);
  expect(results).toMatchObject([
    { ok: true, sealed: 12, faults: 0, anchors: { last: { position: 12 } }, head: { position: '12' } },
  ]);
  expect(said).toContain('审计链完整:12 条记录');
});

test('without an anchor it says what it cannot know', async () => {
  expect((await verify()).said).toContain('没有锚点可以对照');
});

test('what a command writes is marked as ours', async () => {
  const made = await lanzha([
    'keys',
    'create',
    '--unit',
    'FZ',
    '--source',
    's',
    '--allow',
    'signals:write',
    '--database-url',
    url,
    '--data',
    folder,
  ]);
  expect(made.code).toBe(0);
  const { code, results } = await verify();
  expect([code, results]).toMatchObject([0, [{ unsealed: { count: 1 } }]]);
});

test('a cut tail and an altered record: exit 1, and where', async () => {
  await book.superuser(
    'DELETE FROM audit_record WHERE id IN (SELECT record_id FROM audit_seal WHERE position > 10)',
  );
  await book.superuser('DELETE FROM audit_seal WHERE position > 10');
  await book.superuser(
    'UPDATE audit_record SET ok = false WHERE id = (SELECT record_id FROM audit_seal WHERE position = 4)',
  );
  const { code, results, said } = await verify('--anchor', book.anchorFile);
  expect(code).toBe(1);
  const [verdict] = results as Verdict[];
  expect(verdict).toMatchObject({ ok: false, faults: 3 });
  expect(verdict?.findings.map(({ kind, positions }) => [kind, positions?.from])).toEqual([
    ['altered', '4'],
    ['cut', '11'],
  ]);
  expect(said).toContain('位置 4:');
  expect(said).toContain('位置 11 至 12:锚点证明');
});

test('an anchor file that is not there, or no key file, is a mistake of the command', async () => {
  expect(await verify('--anchor', '/nowhere')).toMatchObject({
    code: 1,
    results: [],
    said: expect.stringContaining('/nowhere'),
  });
  const elsewhere = ['audit', 'verify', '--database-url', url, '--data', join(folder, 'none')];
  expect(await lanzha(elsewhere)).toMatchObject({ code: 1, said: expect.stringContaining('找不到密钥文件') });
});
