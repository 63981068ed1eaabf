import { expect, test } from 'vitest';
import { readConfig } from '../ground/config/index.ts';
import { envOfDrill } from './drill-beside.ts';

test('a drill beside shares no database, key file, backup or log with the real installation', () => {
  const real = {
    DATABASE_URL: 'postgres://real/lanzha',
    LANZHA_KEY_FILE: '/real/keys/vault.key',
    LANZHA_BACKUP_TO: '/real/backups',
    LANZHA_LOG_FILE: '/real/lanzha.log',
    LANZHA_LOG_LEVEL: 'warn',
  };
  const config = readConfig({ data: '/real/data-drill', drill: true, live: true }, envOfDrill(real));
  expect(config.keyFile).toBe('/real/data-drill/keys/vault.key');
  expect(JSON.stringify(config)).not.toMatch(/postgres:\/\/real|\/real\/(?:keys|backups|lanzha)/);
  expect(config.logLevel).toBe('warn');
});
