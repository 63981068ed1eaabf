import type { FastifyInstance } from 'fastify';
import type { Live } from '../../ground/live/index.ts';

/** Takes no new connections, ends the streams, lets requests in flight finish; after the bound it cuts them off. */
export async function stopListening(server: FastifyInstance, live: Live, boundMs = 10_000): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), boundMs);
  try {
    const closed = server.close();
    await live.close();
    await closed;
  } finally {
    clearTimeout(cut);
  }
}
