import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../ground/config/index.ts';
import { machine, openDb } from '../ground/db/index.ts';
import { createServiceKey } from '../ground/directory/service-keys.ts';
import { startPostgres } from '../ground/postgres/index.ts';
import { isRefusal } from '../ground/refusal/index.ts';
import { createApp } from './app.ts';
import { addAccount, Browser, furnish } from './testing.ts';

const mountable = process.getuid?.() === 0 && process.platform === 'linux';

/**
 * A real small disk with database, keys and all on it. While signals pour in, something else fills the disk. Whatever was answered is
 * there afterwards; people go on working meanwhile; with room again, so do the senders.
 */
test.skipIf(!mountable)(
  'on a disk that really fills nothing acknowledged is lost, people go on working, and it recovers by itself',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'lanzha-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=900m', 'tmpfs', disk]);
    chmodSync(disk, 0o755);
    const postgres = await startPostgres({ dataDir: join(disk, 'data') });
    const config = readConfig({ port: 0, data: join(disk, 'data') }, {});
    const app = await createApp({ urls: postgres.urls, config, logger: pino({ level: 'silent' }) });
    const db = openDb(postgres.urls.app, { max: 4 });
    const owner = openDb(postgres.urls.migrator, { max: 1 });
    try {
      const units = await furnish(db);
      await addAccount(db, { username: 'officer', unit: units.centre, roles: ['duty_officer'] });
      await owner.pool.query("UPDATE rule_param SET value = '256' WHERE code = 'disk.floor'");
      await sleep(6_000); // parameters are read again every five seconds
      const key = await db.inTransaction(machine, (tx) =>
        createServiceKey(tx, { unitCode: 'FZ', source: '测试', allow: ['signals:write'] }),
      );
      if (isRefusal(key)) throw new Error(key.code);
      let next = 0;
      const kept: string[] = [];
      const refused: number[] = [];
      const send = async () => {
        const ids = Array.from({ length: 200 }, () => `s${next++}`);
        const body = ids.map((id) => JSON.stringify(signalOf(id))).join('\n');
        const reply = await fetch(`${app.url}/api/v1/signals`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/x-ndjson' },
          body,
        });
        const text = await reply.text();
        if (reply.status !== 200) refused.push(reply.status);
        else for (const line of text.trim().split('\n')) kept.push((JSON.parse(line) as { id: string }).id);
        return { status: reply.status, text, headers: reply.headers };
      };
      let filling = true;
      const senders = Array.from({ length: 4 }, async () => {
        while (filling) await send();
      });
      for (let part = 0; part < 60 && refused.length < 8; part++) {
        try {
          writeFileSync(join(disk, `ballast-${part}`), Buffer.alloc(16 * 1024 * 1024, 1));
        } catch {
          break;
        }
        await sleep(150);
      }
      filling = false;
      await Promise.all(senders);
      expect(kept.length).toBeGreaterThan(200);
      expect(refused.length).toBeGreaterThan(0);
      expect(new Set(refused)).toEqual(new Set([507]));

      const answer = await send();
      expect(answer.status).toBe(507);
      expect(answer.headers.get('retry-after')).toBe('60');
      expect(answer.text).toContain('磁盘');

      const tab = new Browser(app);
      expect((await tab.signIn('officer')).status).toBe(200);
      const { body } = await tab.get<{ items: { id: string; version: number }[] }>('/warnings');
      expect(body.items.length).toBeGreaterThan(0);
      const [warning] = body.items;
      const closed = await tab.post(`/warnings/${warning?.id}/close`, {
        id: warning?.id,
        version: warning?.version,
        outcome: 'not_matched',
        note: '号码有误',
      });
      expect(closed.status).toBe(200);
      expect((await tab.get('/operation/notice')).body).toEqual({ disk: 'full' });

      const counted = await owner.pool.query<{ kept: number }>('SELECT count(*) AS kept FROM signal_id');
      expect(counted.rows[0]?.kept).toBeGreaterThanOrEqual(kept.length);
      execFileSync('sh', ['-c', `rm -f ${disk}/ballast-*`]);
      await expect.poll(async () => (await send()).status, { timeout: 10_000, interval: 500 }).toBe(200);
      const repeated = await resend(app.url, key.secret, kept);
      expect(repeated).toEqual({ duplicate: kept.length });
    } finally {
      await owner.close();
      await db.close();
      await app.close();
      await postgres.stop();
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  },
  180_000,
);

const signalOf = (id: string) => ({
  id,
  kind: 'sms',
  at: new Date().toISOString(),
  subject: { phone: `138${id.slice(1).padStart(8, '0')}`, place: '330206001' },
  text: '您的银行卡涉嫌洗钱,请把资金转入安全账户配合公安机关核查,不得告诉家人,屏幕共享后按客服提示操作',
});

/** What becomes of signals that are sent a second time. */
async function resend(url: string, secret: string, ids: readonly string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let from = 0; from < ids.length; from += 1_000) {
    const body = ids.slice(from, from + 1_000).map((id) => JSON.stringify(signalOf(id)));
    const reply = await fetch(`${url}/api/v1/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' },
      body: body.join('\n'),
    });
    for (const line of (await reply.text()).trim().split('\n')) {
      const { status } = JSON.parse(line) as { status: string };
      counts[status] = (counts[status] ?? 0) + 1;
    }
  }
  return counts;
}
