import { expect, test } from 'vitest';
import { readConfig } from '../ground/config/index.ts';
import { envOfDrill } from './drill-beside.ts';

test('a drill beside shares nothing with the real installation: no database, key, backup, log, mail or address', () => {
  const real = {
    DATABASE_URL: 'postgres://real/lanzha',
    LANZHA_KEY_FILE: '/real/keys/vault.key',
    LANZHA_BACKUP_TO: '/real/backups',
    LANZHA_LOG_FILE: '/real/lanzha.log',
    LANZHA_SMTP_HOST: 'mail.real.example',
    LANZHA_SMTP_FROM: 'real@real.example',
    LANZHA_PUBLIC_URL: 'https://real.example',
    LANZHA_METRICS_TOKEN: 'real-token-real-token-real-token',
    LANZHA_LOG_LEVEL: 'warn',
    PATH: '/usr/bin',
  };
  const config = readConfig({ data: '/real/data-drill', drill: true, live: true }, envOfDrill(real));
  expect(config.keyFile).toBe('/real/data-drill/keys/vault.key');
  expect(JSON.stringify(config).replaceAll('/real/data-drill', '')).not.toContain('real');
  expect(envOfDrill(real)).toEqual({ LANZHA_LOG_LEVEL: 'warn', PATH: '/usr/bin' });
  expect(config.logLevel).toBe('warn');
});
