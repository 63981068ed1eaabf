import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Programs } from './binaries.ts';
import { diskFull, startFailed } from './errors.ts';
import type { Layout } from './layout.ts';
import { ROLES, scramVerifier } from './secrets.ts';
import { asUser, serverEnvironment } from './server-process.ts';

/**
 * Gives the superuser a new password without the old one, for a folder whose secrets.json is lost:
 * the cluster is opened alone, by its files, while no server runs.
 */
export async function resetSuperuserPassword(
  layout: Layout,
  programs: Programs,
  password: string,
): Promise<void> {
  const single = spawn(programs.postgres, ['--single', '-D', layout.cluster, 'postgres'], {
    ...asUser(layout.server),
    cwd: layout.cluster,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let words = '';
  single.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  single.stdin.end(`ALTER ROLE ${ROLES.superuser} PASSWORD '${scramVerifier(password)}'\n`);
  const [code] = await once(single, 'exit');
  if (/No space left on device/.test(words)) throw diskFull(layout.home);
  if (code !== 0 || /ERROR|FATAL|PANIC/.test(words)) {
    throw startFailed(`不能重设数据库管理密码(${words.trim().split('\n').at(-1) ?? code})`);
  }
}
