import type { FastifyInstance } from 'fastify';
import type { Live } from '../../ground/live/index.ts';
import type { Connections } from './connections.ts';

/** Takes no new connections, ends the streams, lets requests in flight finish; after the bound it cuts them off. */
export async function stopListening(
  server: FastifyInstance,
  connections: Connections,
  live: Live,
  boundMs = 10_000,
): Promise<void> {
  const cut = setTimeout(() => connections.closeAll(), boundMs);
  // Also those that become idle only now, which their clients would hold open.
  const sweep = setInterval(() => connections.closeIdle(), 25);
  try {
    const closed = server.close();
    await live.close();
    await closed;
  } finally {
    clearTimeout(cut);
    clearInterval(sweep);
  }
}
