import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDb } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { furnish } from '../testing.ts';

const main = join(import.meta.dirname, 'main.ts');
const database = await testDatabase();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanzha-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Somebody else's PostgreSQL, whose user may make the two roles. */
const { host, port, user, password } = inject('postgres').superuser;
const name = database.app.database ?? '';
const url = `postgres://${user}:${encodeURIComponent(password)}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function lanzha(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: '', LANZHA_LOG_LEVEL: 'silent' };
    execFile(process.execPath, [main, ...args], { env }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
        stdout,
        stderr,
      }),
    );
  });
}

describe('a mistake on the command line gets a sentence and exit code 1', () => {
  test.each([
    [['serve', '--port', '80x'], '端口'],
    [['serve', '--host', '0.0.0.0'], '--behind-proxy'],
    [['serve', '--database-url', 'postgres://nobody@127.0.0.1:1/x'], '连不上数据库'],
    [['keys', 'list', '--data', '/tmp/lanzha-no-such-folder'], '里没有数据'],
    [['serv'], '没有命令 serv'],
    [['serve', '--prot', '1'], '没有选项 --prot'],
    [['keys', 'create', '--unit', 'x'], '缺少必填的选项 --source'],
    [['keys', 'revoke'], '缺少参数 key'],
    [['keys', 'create', '--unit', 'x', '--source', 's', '--allow', 'all'], '没有权限 all'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await lanzha(...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/ at .*\.[tj]s:/);
  });

  test('also when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, stderr } = await lanzha('serve', '--database-url', url, '--data', folder, '--port', taken);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`端口 ${taken} 已被占用`)]);
    other.close();
  });
});

describe('serve', () => {
  test('prints one line for machines, speaks to people beside it, and stops when asked', async () => {
    const child = spawn(
      process.execPath,
      [main, 'serve', '--database-url', url, '--data', folder, '--port', '0'],
      {
        env: { ...process.env, LANZHA_LOG_LEVEL: 'silent' },
      },
    );
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const lines: string[] = [];
    const out = createInterface(child.stdout);
    out.on('line', (line) => lines.push(line));
    await once(out, 'line');
    const { url: served } = JSON.parse(lines[0] ?? '{}') as { url: string };
    expect((await fetch(`${served}/readyz`)).status).toBe(200);
    expect(said).toMatch(new RegExp(`设置码:[0-9A-Z-]{14}  在浏览器打开 ${served}/setup 输入`));
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    expect(said).toContain('已停止');
  });
});

describe('keys', () => {
  beforeAll(async () => {
    const db = openDb(database.app);
    await furnish(db);
    await db.close();
  });

  test('are made, listed without their secret, and revoked', async () => {
    const create = ['keys', 'create', '--unit', 'FZ', '--source', '运营商', '--database-url', url];
    const made = await lanzha(...create, '--allow', 'signals:write,signals:explain');
    expect(made.code).toBe(0);
    const key = JSON.parse(made.stdout) as { key: string; number: number; allow: string[] };
    expect(key).toMatchObject({ key: expect.stringMatching(/^lz_[\w-]{43}$/), unit: 'FZ', source: '运营商' });
    expect(key.allow).toEqual(['signals:write', 'signals:explain']);
    const again = await lanzha(...create, '--allow', 'signals:write', '--allow', 'signals:explain');
    expect((JSON.parse(again.stdout) as { allow: string[] }).allow).toEqual(key.allow);
    await lanzha('keys', 'revoke', String(key.number), '--database-url', url);
    const listed = await lanzha('keys', 'list', '--database-url', url);
    const rows = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toMatchObject([{ number: key.number, revokedAt: expect.any(String) }, { revokedAt: null }]);
    expect(listed.stdout).not.toContain(key.key);
  });

  test('end on a day and work from named addresses, when asked for', async () => {
    const create = ['keys', 'create', '--unit', 'FZ', '--source', '网段', '--allow', 'signals:write'];
    const ask = (...more: string[]) => lanzha(...create, ...more, '--database-url', url);
    const made = await ask('--expires', '2099-06-30', '--from-address', '10.1.2.3/24,2001:db8::1');
    expect(JSON.parse(made.stdout)).toMatchObject({
      expiresAt: '2099-06-30T16:00:00.000Z',
      allowFrom: ['10.1.2.0/24', '2001:db8::1/128'],
      state: 'live',
    });
    for (const [mistake, sentence] of [
      [['--expires', '明年'], '到期日(--expires)写法不对'],
      [['--expires', '2020-01-01'], '已经过去'],
      [['--from-address', '10.1'], '10.1 写法不对'],
    ] as const)
      expect(await ask(...mistake)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(sentence),
      });
  });

  test('for a unit that is not there are refused', async () => {
    const made = await lanzha(
      'keys',
      'create',
      '--unit',
      'no',
      '--source',
      's',
      '--allow',
      'signals:write',
      '--database-url',
      url,
    );
    expect(made).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('没有编码为 no 的单位'),
    });
  });
});
