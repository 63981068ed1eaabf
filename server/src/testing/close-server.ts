import type { FastifyInstance } from 'fastify';

/** Ends a server with all its connections: one on which an answer has only just gone out is not idle yet, and its client keeps it. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const closed = server.close();
  server.server.closeAllConnections();
  await closed;
}
