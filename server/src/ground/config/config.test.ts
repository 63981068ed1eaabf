import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, type ConfigInput, readConfig } from './config.ts';

function sentencesFor(options: ConfigInput, env: Record<string, string> = {}): readonly string[] {
  try {
    readConfig(options, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
  return [];
}

describe('without any option', () => {
  const config = readConfig({}, {});

  test('only this machine can reach it', () => {
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, drill: false, databaseUrl: undefined });
  });

  test('the key lies in the data folder', () => {
    expect(config.keyFile).toBe(resolve('data/keys/vault.key'));
  });
});

describe('each wrong value gets a sentence', () => {
  test.each([
    [{ port: 'abc' }, '端口'],
    [{ port: '70000' }, '端口'],
    [{ port: '80.5' }, '端口'],
    [{ databaseUrl: 'mysql://x' }, '数据库地址'],
    [{ host: '0.0.0.0' }, '--tls-cert'],
    [{ host: '::' }, '--behind-proxy'],
    [{ host: '10.1.2.3' }, '对外服务'],
    [{ tlsCert: '/nowhere.pem' }, '同时给出'],
    [{ tlsCert: '/nowhere.pem', tlsKey: '/nowhere.key' }, '不能读取'],
    [{ host: '0.0.0.0', behindProxy: '10.0.0.0/64' }, '网段'],
    [{ behindProxy: 'proxy.local' }, '网段'],
    [{ behindProxy: '10.0.0.5' }, '只有本机连得到'],
    [{ live: true }, '--drill'],
  ])('%j', (options, part) => {
    expect(sentencesFor(options).join()).toContain(part);
  });

  test('a wrong environment counts like a wrong option', () => {
    expect(sentencesFor({}, { DATABASE_URL: 'nonsense' })).toHaveLength(1);
    expect(sentencesFor({}, { LANZHA_LOG_LEVEL: 'loud' })).toHaveLength(1);
  });

  test('a metrics token that could be guessed, or a file of it that is away, is refused', () => {
    expect(sentencesFor({}, { LANZHA_METRICS_TOKEN: 'short' }).join()).toContain('20 个字符');
    expect(sentencesFor({}, { LANZHA_METRICS_TOKEN_FILE: '/nowhere' }).join()).toContain('不能读取');
    expect(readConfig({}, { LANZHA_METRICS_TOKEN: 'x'.repeat(20) }).metricsToken).toHaveLength(20);
    expect(readConfig({}, {}).metricsToken).toBeUndefined();
  });

  test('log files are kept for more than the six months of the law, unless somebody says otherwise', () => {
    expect(readConfig({ logFile: 'log/net.log' }, {})).toMatchObject({
      logFile: resolve('log/net.log'),
      logKeep: 190,
    });
    expect(sentencesFor({}, { LANZHA_LOG_KEEP_DAYS: '0' }).join()).toContain('六个月');
  });

  test('several wrong values get several sentences', () => {
    expect(sentencesFor({ port: 'x', databaseUrl: 'y' })).toHaveLength(2);
  });
});

describe('reaching it from outside', () => {
  test('behind a declared proxy', () => {
    expect(readConfig({ host: '0.0.0.0', behindProxy: true }, {}).proxies).toEqual(['127.0.0.1', '::1']);
    const listed = readConfig({ host: '::', behindProxy: '10.0.0.5, 10.1.0.0/16' }, {});
    expect(listed.proxies).toEqual(['10.0.0.5', '10.1.0.0/16']);
    expect(readConfig({ behindProxy: '10.0.0.5, 127.0.0.0/8' }, {}).proxies).toHaveLength(2);
  });

  test('with certificate and key, which must be PEM', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lanzha-tls-'));
    const cert = join(folder, 'cert.pem');
    const key = join(folder, 'key.pem');
    writeFileSync(cert, '-----BEGIN CERTIFICATE-----\n');
    writeFileSync(key, '-----BEGIN EC PRIVATE KEY-----\n');
    const options = { host: '0.0.0.0', tlsCert: cert, tlsKey: key };
    expect(readConfig(options, {}).tls?.cert).toContain('CERTIFICATE');
    expect(sentencesFor({ ...options, tlsKey: cert }).join()).toContain('PEM');
    rmSync(folder, { recursive: true });
  });
});

test('the command line wins over the environment', () => {
  const env = { DATABASE_URL: 'postgres://env/db', LANZHA_KEY_FILE: '/keys/v.key' };
  expect(readConfig({ databaseUrl: 'postgres://line/db' }, env).databaseUrl).toBe('postgres://line/db');
  expect(readConfig({}, env)).toMatchObject({ databaseUrl: 'postgres://env/db', keyFile: '/keys/v.key' });
  expect(readConfig({}, { DATABASE_URL: '' }).databaseUrl).toBeUndefined();
});
