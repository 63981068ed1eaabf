import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentIds, firstClosedFolder, giveTo, isRoot } from './account.ts';
import { errno } from './errors.ts';
import type { Layout } from './layout.ts';

/** Where the server listens. `host` as the client takes it: the socket's folder or 127.0.0.1. */
export interface Endpoint {
  readonly kind: 'socket' | 'loopback';
  readonly host: string;
  readonly port: number;
}

/** Names the socket file only; nothing listens on it over the network. */
const SOCKET_PORT = 5432;
/** macOS has 104 bytes with the ending zero, Linux 108. */
const SOCKET_PATH_LIMIT = 103;

/**
 * A unix socket in the server's folder, else in a short private folder, else 127.0.0.1 with a free
 * port (Windows; file systems that hold no sockets).
 */
export async function chooseEndpoint(layout: Layout): Promise<Endpoint> {
  for (const folder of process.platform === 'win32' ? [] : socketFolders(layout)) {
    if (await holdsSocket(layout, folder)) return { kind: 'socket', host: folder, port: SOCKET_PORT };
  }
  return { kind: 'loopback', host: '127.0.0.1', port: await freePort() };
}

/** Candidates short enough for a socket path, best first. */
export function socketFolders(layout: Layout): string[] {
  const short = `lanzha-${createHash('sha256').update(layout.home).digest('hex').slice(0, 12)}`;
  const folders = [layout.runDir, join(tmpdir(), short), join('/tmp', short)];
  const fits = (folder: string) =>
    Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) < SOCKET_PATH_LIMIT;
  return [...new Set(folders)].filter(fits);
}

async function holdsSocket(layout: Layout, folder: string): Promise<boolean> {
  try {
    if (folder !== layout.runDir && !(await makePrivate(layout, folder))) return false;
    if (layout.server !== undefined && (await firstClosedFolder(folder, layout.server))) return false;
    const probe = join(folder, '.probe');
    await rm(probe, { force: true });
    await close(await listen({ path: probe }));
    return true;
  } catch {
    return false;
  }
}

/** In a folder open to all, somebody may have made ours before us: then it is not used. */
async function makePrivate(layout: Layout, folder: string): Promise<boolean> {
  const owner = layout.server ?? currentIds();
  try {
    await mkdir(folder, { mode: 0o700 });
    await giveTo(folder, owner);
  } catch (error) {
    if (errno(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  if (!found.isDirectory() || (found.uid !== owner?.uid && !(isRoot() && found.uid === 0))) return false;
  await giveTo(folder, owner);
  await chmod(folder, 0o700);
  return true;
}

async function freePort(): Promise<number> {
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const address = server.address();
  await close(server);
  if (typeof address !== 'object' || address === null) throw new Error('no port on 127.0.0.1');
  return address.port;
}

function listen(where: ListenOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(where, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
