import { createServer, type Socket } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { codeMailOf, mailOf } from './mail-words.ts';
import { openMailer } from './mailer.ts';
import type { MailSettings } from './settings.ts';
import { decodeMail, startMailServer, type TestMailServer } from './testing.ts';

const id = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
const mail = mailOf('warning.overdue', true, `/warnings/${id}`, 'https://lanzha.example');
const times = { connect: 700, silence: 700 };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(options: SMTPServerOptions = {}, security: MailSettings['security'] = 'starttls') {
  const server = await startMailServer(options, security);
  closing.push(server.close);
  return server;
}
const send = ({ settings }: Pick<TestMailServer, 'settings'>, more: Partial<MailSettings> = {}) =>
  openMailer({ ...settings, ...more }, times).send(id, 'li@station.example', mail);
const saying = (code: number) => Object.assign(new Error('words of the server'), { responseCode: code });

describe('a mail', () => {
  test.each(['starttls', 'tls'] as const)('goes out encrypted by %s, under its own id', async (security) => {
    let encrypted = false;
    const server = await start(
      {
        onMailFrom(_address, session, done) {
          encrypted = session.secure;
          done();
        },
      },
      security,
    );
    expect(await send(server)).toEqual({ state: 'sent' });
    expect(encrypted).toBe(true);
    const [taken] = server.mails;
    expect(taken?.to).toEqual(['li@station.example']);
    expect(taken?.text).toContain(`Message-ID: <${id}@centre.example>`);
    const words = decodeMail(taken?.text ?? '');
    expect(words).toContain('有一条预警已超时限');
    expect(words).toContain(`https://lanzha.example/warnings/${id}`);
  });

  test('is not sent in clear when the server offers no encryption', async () => {
    const server = await start({ disabledCommands: ['STARTTLS'] });
    expect(await send(server)).toMatchObject({ state: 'again' });
    expect(server.mails).toEqual([]);
  });

  test('is not given to a server whose certificate nobody vouches for', async () => {
    const server = await start();
    expect(await send(server, { ca: undefined })).toMatchObject({ state: 'again' });
    expect(server.mails).toEqual([]);
  });

  test('says nothing but what kind of thing it is about', () => {
    expect(JSON.stringify(mail)).not.toMatch(/\d{7}(?!-)/);
    expect(codeMailOf('12345678', 15).text).toContain('12345678');
    expect(mailOf('file.attached', false, '/x', 'https://a.example/"><script>').html).not.toContain(
      '<script>',
    );
  });
});

describe('an answer of the server', () => {
  test.each([
    [421, 'again'],
    [450, 'again'],
    [452, 'again'],
    [550, 'dead'],
    [553, 'dead'],
  ])('of %i to the recipient: %s', async (code, state) => {
    const server = await start({ onRcptTo: (_address, _session, done) => done(saying(code)) });
    expect(await send(server)).toEqual({ state, reason: `smtp.${code}` });
  });

  test.each([
    [451, 'again'],
    [554, 'dead'],
  ])('of %i to the message: %s', async (code, state) => {
    const server = await start({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(saying(code)));
      },
    });
    expect(await send(server)).toEqual({ state, reason: `smtp.${code}` });
  });

  test('to a wrong password can be mended, so it is tried again', async () => {
    const server = await start({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(saying(535)),
    });
    expect(await send(server, { user: 'lanzha', password: 'wrong' })).toEqual({
      state: 'again',
      reason: 'smtp.auth',
    });
  });
});

describe('a server', () => {
  test('that says nothing is left in time', async () => {
    const open = new Set<Socket>();
    const mute = createServer((socket) => void open.add(socket));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => mute.close(resolve));
    });
    const address = mute.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { settings } = await start();
    const started = performance.now();
    expect(await send({ settings: { ...settings, port } })).toEqual({
      state: 'again',
      reason: 'smtp.timeout',
    });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('that hangs up after the message leaves open whether it was taken: tried again under the same id', async () => {
    let cuts = 0;
    const ids: string[] = [];
    const server = await start({
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part;
        });
        stream.on('end', () => {
          ids.push(text.match(/Message-ID: (\S+)/)?.[1] ?? '');
          cuts += 1;
          if (cuts > 1) return done();
          server.cut();
        });
      },
    });
    expect(await send(server)).toMatchObject({ state: 'again' });
    expect(await send(server)).toEqual({ state: 'sent' });
    expect(new Set(ids).size).toBe(1);
  });

  test('that is not there is tried again', async () => {
    const server = await start();
    await closing.pop()?.();
    expect(await send(server)).toEqual({ state: 'again', reason: 'smtp.connection' });
  });
});
