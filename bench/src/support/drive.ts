import { LeanConnection, percentile } from './http-load.ts';

export interface Drive {
  readonly linesPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly lines: number;
  readonly refused: number;
}

/** Sends all bodies over `connections` connections, each with one request under way. Latency from first byte sent to last received, ms. */
export async function drive(
  url: string,
  key: string,
  bodies: readonly Buffer[],
  lines: number,
  connections: number,
): Promise<Drive> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
  const open = await Promise.all(
    Array.from({ length: connections }, () => LeanConnection.open(url, '/api/v1/signals', headers)),
  );
  const times: number[] = [];
  let next = 0;
  let refused = 0;
  const started = performance.now();
  await Promise.all(
    open.map(async (connection) => {
      while (next < bodies.length) {
        const { status, took, body } = await connection.post(bodies[next++]!);
        if (status === 200) times.push(took);
        else refused++;
        if (status !== 200 && status !== 429)
          throw new Error(`unexpected answer ${status}: ${body.slice(0, 300)}`);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const connection of open) connection.close();
  times.sort((a, b) => a - b);
  return {
    linesPerSecond: Math.round((times.length * lines) / seconds),
    p50: Math.round(percentile(times, 0.5) * 10) / 10,
    p99: Math.round(percentile(times, 0.99) * 10) / 10,
    lines: times.length * lines,
    refused,
  };
}
