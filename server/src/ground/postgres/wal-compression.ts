import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Programs } from './binaries.ts';
import type { Layout } from './layout.ts';
import { asUser, serverEnvironment } from './server-process.ts';

/** lz4 where this PostgreSQL was compiled with it (asking takes 6 ms), otherwise none: pglz costs a quarter of the processor time of deciding (bench signals). */
export async function bestWalCompression(layout: Layout, programs: Programs): Promise<'lz4' | 'off'> {
  const ask = ['-D', layout.cluster, '-C', 'wal_compression', '-c', 'wal_compression=lz4'];
  return promisify(execFile)(programs.postgres, ask, {
    ...asUser(layout.server),
    cwd: layout.cluster,
    env: serverEnvironment(),
  }).then(
    () => 'lz4',
    () => 'off',
  );
}
