import { once } from 'node:events';

/** Writes results as lines of JSON and waits while the reader of stdout is slower than we are. */
export async function printAll(results: readonly unknown[]): Promise<void> {
  if (results.length === 0) return;
  const text = results.map((result) => `${JSON.stringify(result)}\n`).join('');
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
