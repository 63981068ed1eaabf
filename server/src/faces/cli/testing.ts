import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  readonly code: number | null;
  /** Lines of stdout, parsed. */
  readonly results: unknown[];
  readonly said: string;
}

/** Runs a real `lanzha` and waits for its end. */
export function lanzha(args: readonly string[], input: string | Buffer = ''): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]);
  let printed = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin.on('error', () => undefined); // a command that fails at once does not read
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = printed.split('\n').filter((line) => line !== '');
      resolve({ code, results: lines.map((line) => JSON.parse(line) as unknown), said });
    });
  });
}
