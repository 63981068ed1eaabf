import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attachPostgres } from './index.ts';
import { ensureRunning } from './launch.ts';
import { prepareLayout } from './layout.ts';
import { usualPlaces } from './shelter.ts';
import { ask, gone, makeTestFolder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: ReturnType<typeof makeTestFolder>;
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => folder.remove());

test('where no socket can be made the server listens on 127.0.0.1 alone, with passwords', async () => {
  const dataDir = join(folder.path, 'data');
  const layout = await prepareLayout(dataDir, usualPlaces, () => {});
  const endpoint = { kind: 'loopback', host: '127.0.0.1', port: 45_678 } as const;
  const wish = { layout, log: () => {}, places: usualPlaces, unsafeForTests: true, replace: false, endpoint };
  const { server } = await ensureRunning(wish);

  const attached = await attachPostgres({ dataDir, unsafeForTests: true });
  expect(attached.urls.app).toMatchObject({ host: '127.0.0.1', port: 45_678 });
  expect(await ask(attached.urls.superuser, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
  expect(await ask(attached.urls.superuser, 'SHOW unix_socket_directories')).toEqual(['']);
  const stranger = { ...attached.urls.app, password: 'wrong' };
  await expect(ask(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  await attached.detach();
  await gone(server.pid);
});
