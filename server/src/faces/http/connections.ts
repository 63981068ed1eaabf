import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The open connections of a server, told apart by whether an answer is owed on them. */
export interface Connections {
  /** Closes those on which nothing is owed, also those that browsers open in advance and never use. */
  closeIdle(): void;
  closeAll(): void;
}

export function trackConnections(server: Server): Connections {
  const owed = new Map<Socket, number>();
  const add = (socket: Socket, change: number) => {
    const count = owed.get(socket);
    if (count !== undefined) owed.set(socket, count + change);
  };
  server.on(
    server.listenerCount('secureConnection') > 0 ? 'secureConnection' : 'connection',
    (socket: Socket) => {
      owed.set(socket, 0);
      socket.once('close', () => owed.delete(socket));
    },
  );
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    add(socket, 1);
    response.once('close', () => add(socket, -1));
  });
  return {
    closeIdle() {
      for (const [socket, count] of owed) if (count === 0) socket.destroySoon();
    },
    closeAll() {
      for (const socket of owed.keys()) socket.destroy();
    },
  };
}
