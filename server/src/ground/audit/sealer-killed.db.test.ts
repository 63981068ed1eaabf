import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openBook } from './testing.ts';

const book = await openBook();
const processes: ChildProcess[] = [];
afterAll(() => {
  for (const child of processes) child.kill('SIGKILL');
});

const here = (file: string) => JSON.stringify(import.meta.resolve(file));
const script = `
  const { openAuditSealer, openAnchorFile } = await import(${here('./index.ts')});
  const { openDb } = await import(${here('../db/index.ts')});
  const { openParams } = await import(${here('../params/index.ts')});
  const { pino } = await import(${JSON.stringify(import.meta.resolve('pino'))});
  const [config, key, file] = process.argv.slice(1);
  const db = openDb(JSON.parse(config));
  openAuditSealer({ db, key: Buffer.from(key, 'hex'), params: await openParams(db), log: pino({ level: 'silent' }),
                    sinks: [openAnchorFile(file)], pollMs: 20 });
  console.log('started');
  setInterval(() => {}, 1000);
`;

async function startProcess(): Promise<ChildProcess> {
  const args = [JSON.stringify(book.database.app), book.key.toString('hex'), book.anchorFile];
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  await once(child.stdout!, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('when the sealing process is killed in the midst, another goes on with the same chain', async () => {
  const sealing = await startProcess();
  const standing = await startProcess();
  await book.write(20);
  await book.allSealed();
  for (const victim of [sealing, standing]) {
    const next = await startProcess();
    const writing = book.write(150);
    await sleep(60);
    await kill(victim);
    await writing;
    expect(await book.allSealed()).toBeLessThan(4_000);
    if (victim === standing) await kill(next);
  }
  expect(await book.verify()).toMatchObject({ ok: true, sealed: 320, unsealed: { count: 0 } });
});

test('records written while no sealer lived are sealed by the next one', async () => {
  await Promise.all(
    processes.filter((child) => child.exitCode === null && child.signalCode === null).map(kill),
  );
  await book.write(7);
  expect(await book.verify()).toMatchObject({ ok: true, unsealed: { count: 7 } });
  await startProcess();
  await book.allSealed();
  expect(await book.verify()).toMatchObject({ ok: true, sealed: 327 });
});

test('a sealer whose connection is cut off writes nothing more under a lost lock', async () => {
  const sealer = book.startSealer();
  for (let round = 0; round < 5; round++) {
    const writing = book.write(40);
    await book.superuser(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await writing;
    await book.allSealed();
  }
  await sealer.stop();
  expect(await book.verify()).toMatchObject({ ok: true, sealed: 527 });
});
