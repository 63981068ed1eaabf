import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Centre, exampleSignals, startCentre, startServer } from './harness.ts';

describe('the first day of a centre', () => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await startCentre();
  });
  afterAll(() => centre?.stop());

  test('the set-up makes a unit for every town, so that a warning has somewhere to go', async () => {
    const kinds = (await centre.units()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'anti_fraud_center')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'police_station').length).toBeGreaterThan(5);
  });

  test('a new person changes the first password and may work', async () => {
    const account = await centre.addPerson({ name: '李警官', username: 'lijing', roles: ['duty_officer'] });
    const { me } = await centre.signIn(account);
    expect(me).toMatchObject({ mustChangePassword: false, name: '李警官', roles: ['duty_officer'] });
  });

  test('signals of an outside system are decided in the order of the lines', async () => {
    const signals = exampleSignals(new Date());
    const answers = await centre.send(await centre.addKey(), signals);
    expect(answers.map(({ id }) => id)).toEqual(signals.map((signal) => (signal as { id: string }).id));
    expect(answers.filter(({ status }) => status !== 'decided')).toEqual([]);
    expect(answers[0]).toMatchObject({ level: 'urgent', warningId: expect.any(String) });
  });

  test('what a key may not explain it is not told', async () => {
    const key = await centre.addKey({ source: '只写', allow: ['signals:write'] });
    const [answer] = await centre.send(key, exampleSignals(new Date()).slice(0, 1));
    expect(Object.keys(answer ?? {}).sort()).toEqual(['id', 'level', 'status', 'warningId']);
  });
});

test('a stopped server comes back with its data and asks for no second set-up', async () => {
  const centre = await startCentre();
  await centre.stop({ keepData: true });
  const again = await startServer({ dataDir: centre.dataDir });
  try {
    expect(again.setupCode).toBeNull();
    const response = await fetch(`${again.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(centre.officer),
    });
    expect(response.status).toBe(200);
  } finally {
    await again.stop();
  }
});

test('npm start serves the interface under a content security policy, and SIGTERM to npm stops it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lanzha-start-'));
  const npm = spawn('npm', ['start', '--', '--port', '0', '--data', dataDir], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface(npm.stdout).on('line', (line) => {
        if (line.startsWith('{')) resolve((JSON.parse(line) as { url: string }).url);
      });
      npm.once('exit', (code) => reject(new Error(`npm start ended with code ${code}`)));
    });
    const page = await fetch(url);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).toContain('<html lang="zh-CN"');
    npm.kill('SIGTERM');
    // The folder is free again when a second start is let in.
    const startAgain = () =>
      startServer({ dataDir }).then(
        (again) => again.stop({ keepData: true }).then(() => 'let in'),
        () => 'refused',
      );
    await expect.poll(startAgain, { timeout: 30_000, interval: 500 }).toBe('let in');
  } finally {
    npm.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
});
