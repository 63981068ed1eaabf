import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/**
 * Sends the address as it stands; fetch would tidy it up first. A stream of events is left at its first one. Status 0: the
 * connection was closed without an answer.
 */
export function rawRequest(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      { agent, hostname, port, method, path, headers: { ...length, ...headers } },
      (reply) => {
        const chunks: Buffer[] = [];
        const done = () =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            text: Buffer.concat(chunks).toString(),
          });
        const stream = reply.headers['content-type']?.includes('event-stream') === true;
        reply.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (stream) sent.destroy();
        });
        reply.once('close', done);
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE')
        resolve({ status: 0, headers: {}, text: '' });
      else reject(error);
    });
    sent.end(body);
  });
}

/** Bytes on a connection of their own; answers everything that came back until it was closed. */
export function rawBytes(
  url: string,
  write: (send: (bytes: string) => void) => Promise<void> | void,
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
    Promise.resolve(write((bytes) => void socket.write(bytes))).catch(reject);
  });
}
