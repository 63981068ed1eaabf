import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readNotifySettings } from './settings.ts';

const from = 'lanzha@centre.example';

test('without a host there is no mail, and webhooks stay off this machine', () => {
  expect(readNotifySettings({})).toEqual({ mail: undefined, publicUrl: undefined, loopbackWebhooks: false });
});

describe('mail', () => {
  test('is encrypted unless the server is on this machine', () => {
    const none = { LANZHA_SMTP_SECURITY: 'none', LANZHA_SMTP_FROM: from };
    expect(() => readNotifySettings({ LANZHA_SMTP_HOST: 'mail.centre.example', ...none })).toThrow(/须加密/);
    expect(readNotifySettings({ LANZHA_SMTP_HOST: '127.0.0.1', ...none }).mail).toMatchObject({
      security: 'none',
    });
    expect(
      readNotifySettings({ LANZHA_SMTP_HOST: 'mail.centre.example', LANZHA_SMTP_FROM: from }).mail,
    ).toMatchObject({
      security: 'starttls',
      port: 587,
    });
  });

  test('takes the password from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'lanzha-mail-')), 'password');
    writeFileSync(file, 'secret word\n');
    const env = { LANZHA_SMTP_HOST: 'm.example', LANZHA_SMTP_FROM: from, LANZHA_SMTP_USER: 'lanzha' };
    expect(readNotifySettings({ ...env, LANZHA_SMTP_PASSWORD_FILE: file }).mail?.password).toBe(
      'secret word',
    );
    expect(() => readNotifySettings(env)).toThrow(/同时给出/);
    expect(() => readNotifySettings({ ...env, LANZHA_SMTP_PASSWORD_FILE: `${file}.no` })).toThrow(/不能读取/);
  });

  test.each([
    [{ LANZHA_SMTP_FROM: 'nobody' }, /LANZHA_SMTP_FROM/],
    [{ LANZHA_SMTP_FROM: from, LANZHA_SMTP_PORT: '0' }, /LANZHA_SMTP_PORT/],
    [{ LANZHA_SMTP_FROM: from, LANZHA_SMTP_SECURITY: 'maybe' }, /LANZHA_SMTP_SECURITY/],
    [{ LANZHA_SMTP_FROM: from, LANZHA_PUBLIC_URL: 'lanzha' }, /LANZHA_PUBLIC_URL/],
  ])('%j is refused with a sentence', (env, sentence) => {
    expect(() => readNotifySettings({ LANZHA_SMTP_HOST: 'm.example', ...env })).toThrow(sentence);
  });
});
