import Fastify from 'fastify';
import { expect, test } from 'vitest';
import type { Db } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import { registerSession } from './plugin.ts';

test('what is refused never reaches its handler, however long the refusal takes to be sent', async () => {
  const server = Fastify();
  server.addHook('onSend', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await registerSession(server, { db: {} as Db, params: {} as Params });
  let handled = 0;
  server.post('/act', async () => {
    handled++;
    return 'done';
  });
  const elsewhere = { origin: 'http://elsewhere.test', host: 'here.test' };
  const refused = await server.inject({ method: 'POST', url: '/act', headers: elsewhere });
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'CROSS_SITE']);
  expect(handled).toBe(0);
  expect((await server.inject({ method: 'POST', url: '/act' })).body).toBe('done');
  expect(handled).toBe(1);
  await server.close();
});
