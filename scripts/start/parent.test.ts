import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const module = JSON.stringify(new URL('./parent.ts', import.meta.url).href);
const script = `
  const { stopWithParent } = await import(${module});
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(); });
  setInterval(() => {}, 1000);
  stopWithParent(50);
  console.log('ready');
`;

test.skipIf(process.platform === 'win32')(
  'a shell that is killed takes the server with it, in order',
  async () => {
    const shell = spawn(
      'sh',
      ['-c', '"$0" --input-type=module --eval "$1"; true', process.execPath, script],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const lines = createInterface(shell.stdout)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('ready');
    shell.kill('SIGTERM');
    expect((await lines.next()).value).toBe('stopped');
  },
);
