import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigError } from '../config/index.ts';

export type ScanVerdict = 'clean' | 'infected' | 'unavailable';

/** Something that looks for viruses. Never throws: whatever goes wrong is `unavailable`, and the file waits. */
export type Scanner = (content: AsyncIterable<Buffer>) => Promise<ScanVerdict>;

const silenceMs = 60_000;

/**
 * The scanner that the environment names, if any: `LANZHA_SCAN_CLAMD=host:port`, or `LANZHA_SCAN_COMMAND`, which reads
 * the file from its input and ends with 0 (clean) or 1 (infected), as `clamscan -` does.
 * @throws ConfigError
 */
export function readScanner(env: Readonly<Record<string, string | undefined>>): Scanner | undefined {
  const { LANZHA_SCAN_CLAMD: clamd, LANZHA_SCAN_COMMAND: command } = env;
  if (clamd) {
    const [, host, port] = clamd.match(/^(.+):(\d{1,5})$/) ?? [];
    if (host === undefined) throw new ConfigError(['病毒检查(LANZHA_SCAN_CLAMD)应形如 127.0.0.1:3310。']);
    return clamdScanner(host, Number(port));
  }
  return command ? commandScanner(command.trim().split(/\s+/)) : undefined;
}

/** clamd's INSTREAM: length and bytes, again and again, then a length of 0. */
export function clamdScanner(host: string, port: number): Scanner {
  return (content) =>
    new Promise((resolve) => {
      const socket = connect({ host, port });
      let answer = '';
      socket.setTimeout(silenceMs, () => socket.destroy());
      socket.on('data', (chunk) => {
        answer = (answer + chunk.toString('latin1')).slice(0, 1_000);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(verdictOf(answer)));
      const frames = async function* () {
        yield Buffer.from('zINSTREAM\0');
        for await (const chunk of content) yield Buffer.concat([lengthOf(chunk.length), chunk]);
        yield lengthOf(0);
      };
      pipeline(Readable.from(frames()), socket, { end: false }).catch(() => socket.destroy());
    });
}

function verdictOf(answer: string): ScanVerdict {
  const line = answer.replace(/\0/g, '').trim();
  if (/^stream: OK$/.test(line)) return 'clean';
  return /^stream: .+ FOUND$/.test(line) ? 'infected' : 'unavailable';
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

export function commandScanner([program = '', ...args]: readonly string[]): Scanner {
  return (content) =>
    new Promise((resolve) => {
      // Without our environment: the scanner needs no passwords of ours.
      const child = spawn(program, args, {
        stdio: ['pipe', 'ignore', 'ignore'],
        env: { PATH: process.env.PATH },
      });
      const late = setTimeout(() => child.kill('SIGKILL'), silenceMs);
      const say = (verdict: ScanVerdict) => {
        clearTimeout(late);
        resolve(verdict);
      };
      child.once('error', () => say('unavailable'));
      child.once('exit', (code) => say(code === 0 ? 'clean' : code === 1 ? 'infected' : 'unavailable'));
      pipeline(Readable.from(content), child.stdin).catch(() => undefined); // it may have seen enough
    });
}
