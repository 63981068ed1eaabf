import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { clamdScanner, commandScanner, readScanner } from './scanner.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Speaks clamd's INSTREAM; EICAR-like words are a finding. */
async function clamd(answer?: string): Promise<number> {
  const server = createServer((socket) => {
    let all = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      all = Buffer.concat([all, part]);
      if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
      const found = all.includes('VIRUS');
      socket.end(answer ?? (found ? 'stream: Eicar FOUND\0' : 'stream: OK\0'));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function* content(text: string) {
  yield Buffer.from(text);
  yield Buffer.from('more');
}

describe('clamd', () => {
  test('finds what is there, and passes what is not', async () => {
    const scan = clamdScanner('127.0.0.1', await clamd());
    expect(await scan(content('harmless'))).toBe('clean');
    expect(await scan(content('a VIRUS'))).toBe('infected');
  });

  test.each([
    'INSTREAM size limit exceeded. ERROR\0',
    '',
    'stream: OK FOUND later\nstream: OK',
    'stream: ERROR\0',
  ])('that answers %j has not judged', async (answer) => {
    expect(await clamdScanner('127.0.0.1', await clamd(answer))(content('x'))).toBe('unavailable');
  });

  test('that is not there has not judged', async () => {
    const port = await clamd();
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await clamdScanner('127.0.0.1', port)(content('x'))).toBe('unavailable');
  });
});

describe('a command', () => {
  const node = (script: string) => commandScanner([process.execPath, '-e', script]);
  const reading =
    "let t='';process.stdin.on('data',d=>t+=d).on('end',()=>process.exit(t.includes('VIRUS')?1:0))";

  test('judges by its exit code what it reads from its input', async () => {
    expect(await node(reading)(content('harmless'))).toBe('clean');
    expect(await node(reading)(content('a VIRUS'))).toBe('infected');
    expect(await node('process.exit(2)')(content('x'))).toBe('unavailable');
    expect(await commandScanner(['/no/such/scanner'])(content('x'))).toBe('unavailable');
  });

  test('sees none of our passwords', async () => {
    process.env.LANZHA_SMTP_PASSWORD = 'secret';
    expect(await node('process.exit(process.env.LANZHA_SMTP_PASSWORD?1:0)')(content('x'))).toBe('clean');
    delete process.env.LANZHA_SMTP_PASSWORD;
  });
});

test('is set up by the environment, or not at all', () => {
  expect(readScanner({})).toBeUndefined();
  expect(readScanner({ LANZHA_SCAN_CLAMD: '127.0.0.1:3310' })).toBeTypeOf('function');
  expect(() => readScanner({ LANZHA_SCAN_CLAMD: 'nowhere' })).toThrow(/LANZHA_SCAN_CLAMD/);
});
