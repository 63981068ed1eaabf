import { connect, type Socket } from 'node:net';

/** One measured answer. Milliseconds. */
export interface Exchange {
  readonly status: number;
  readonly body: string;
  readonly took: number;
}

/**
 * A keep-alive HTTP/1.1 connection that does as little as a client can: the generator shares the processors with what it measures.
 * One request at a time; answers must carry Content-Length.
 */
export class LeanConnection {
  private buffer: Buffer = Buffer.alloc(0);
  private resolve: ((exchange: Exchange) => void) | undefined;
  private reject: ((error: Error) => void) | undefined;
  private started = 0;
  private readonly socket: Socket;
  private readonly head: string;

  private constructor(socket: Socket, head: string) {
    this.socket = socket;
    this.head = head;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('connection closed')));
  }

  static open(url: string, path: string, headers: Record<string, string>): Promise<LeanConnection> {
    const { hostname, port } = new URL(url);
    const lines = Object.entries({ host: `${hostname}:${port}`, ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const head = `POST ${path} HTTP/1.1\r\n${lines.join('')}content-length: `;
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new LeanConnection(socket, head));
      });
    });
  }

  post(body: Buffer): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
      this.started = performance.now();
      this.socket.cork();
      this.socket.write(`${this.head}${body.length}\r\n\r\n`);
      this.socket.write(body);
      this.socket.uncork();
    });
  }

  close(): void {
    this.resolve = undefined;
    this.reject = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.buffer.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.buffer.length < end + 4 + length) return;
    const body = this.buffer.toString('utf8', end + 4, end + 4 + length);
    this.buffer = this.buffer.subarray(end + 4 + length);
    const resolve = this.resolve;
    this.resolve = undefined;
    this.reject = undefined;
    resolve?.({ status: Number(head.slice(9, 12)), body, took: performance.now() - this.started });
  }

  private fail(error: Error): void {
    const reject = this.reject;
    this.resolve = undefined;
    this.reject = undefined;
    reject?.(error);
  }
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
