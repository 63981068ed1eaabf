import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { dropReceipts } from '../../facts/signals/index.ts';
import { attachFile } from '../../ground/files/attach.ts';
import { openStore } from '../../ground/files/index.ts';
import { findFile, listFiles } from '../../ground/files/queries.ts';
import { sweepFiles } from '../../ground/files/sweep.ts';
import { openWords, sealWords } from '../shifts/words.ts';
import { previewRetention } from './index.ts';
import { onDay, openArchive } from './testing.ts';

const archive = await openArchive();
const { office, owner } = archive;
const { duty, dutyToo } = office.people;
const { vault, params } = office.deps;
const folder = await mkdtemp(join(tmpdir(), 'lanzha-overdue-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  await owner.query(
    'TRUNCATE signal_id, file_link, file, file_blob, shift_history, shift, duty_post CASCADE',
  );
  await archive.reset();
});

/** Every so many days, as often as the job may stay away without asking. */
async function runUntil(first: number, last: number, step = 1): Promise<void> {
  for (let day = first; day <= last; day += step) expect(await archive.run(onDay(day))).toBe(true);
}
const preview = (day: number, days: number) =>
  archive.asMachine((tx) => previewRetention(tx, params, onDay(day), days));

describe('receipts of signals', () => {
  const receipt = (batch: number) =>
    owner.query(
      'INSERT INTO signal_id (id_hash, content, batch_id, ord, score) SELECT gen_random_uuid(), 1, $1, n, 0 FROM generate_series(0, 1) n',
      [batch],
    );
  const rowsOf = async (batch: number) => {
    const [row] = await office.query<{ receipts: number; bytes: number | null }>(
      `SELECT (SELECT count(*) FROM signal_id WHERE batch_id = $1) AS receipts,
              (SELECT length(sealed) FROM signal_batch WHERE id = $1) AS bytes`,
      [batch],
    );
    return row;
  };

  test('go after signal.id.remembered, and their batch with them; its bytes went with its key', async () => {
    const [old, young] = [await archive.batch(onDay(0)), await archive.batch(onDay(10))];
    for (const batch of [old, young]) await receipt(batch);
    await runUntil(1, 30);
    expect((await rowsOf(old))?.bytes).toBeGreaterThan(48);
    await runUntil(31, 31);
    expect(await rowsOf(old)).toEqual({ receipts: 2, bytes: 0 });
    await runUntil(36, 176, 5);
    expect((await preview(176, 7)).due).toMatchObject([{ kind: 'receipts', count: 2, held: 0 }]);
    await runUntil(180, 180);
    expect(await rowsOf(old)).toEqual({ receipts: 2, bytes: 0 });
    await runUntil(181, 181);
    expect(await rowsOf(old)).toEqual({ receipts: 0, bytes: null });
    expect(await rowsOf(young)).toEqual({ receipts: 2, bytes: 0 });
    expect((await archive.log()).filter(({ kind }) => kind === 'receipts')).toMatchObject([{ count: 2 }]);
  });

  test('of a batch under a hold stay with it', async () => {
    const [held, free] = [await archive.batch(onDay(0)), await archive.batch(onDay(5))];
    for (const batch of [held, free]) await receipt(batch);
    const period = { from: onDay(-1).toISOString(), to: onDay(1).toISOString() };
    const hold = await archive.hold(period, onDay(1));
    await runUntil(1, 246, 5);
    expect(await rowsOf(held)).toMatchObject({ receipts: 2, bytes: expect.any(Number) });
    expect(await rowsOf(free)).toEqual({ receipts: 0, bytes: null });
    await archive.release(hold, onDay(246));
    await runUntil(250, 285, 5);
    expect(await rowsOf(held)).toEqual({ receipts: 0, bytes: null });
  });

  test('are deleted in small parts, however many there are', async () => {
    const [old, young] = [await archive.batch(onDay(0)), await archive.batch(onDay(200))];
    await owner.query(
      `INSERT INTO signal_id (id_hash, content, batch_id, ord, score)
       SELECT gen_random_uuid(), 1, CASE WHEN n % 2 = 0 THEN $1::bigint ELSE $2 END, n, 0 FROM generate_series(1, 40000) n`,
      [old, young],
    );
    await owner.query("UPDATE signal_batch SET key_id = 0, sealed = '' WHERE id = $1", [old]);
    const parts: number[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const at: number = from;
      const { dropped, next } = await archive.asMachine((tx) => dropReceipts(tx, onDay(100), at));
      parts.push(dropped);
      from = next;
    }
    expect(parts.length).toBeGreaterThan(3);
    expect(Math.max(...parts)).toBeLessThan(10_000);
    expect(parts.reduce((sum, dropped) => sum + dropped)).toBe(20_000);
    expect([await rowsOf(old), await rowsOf(young)]).toMatchObject([{ receipts: 0 }, { receipts: 20_000 }]);
  });

  test('cannot be deleted by the application in any other way', async () => {
    for (const sql of ['DELETE FROM signal_id', 'DELETE FROM signal_batch', 'UPDATE signal_id SET score = 1'])
      await expect(office.query(sql)).rejects.toThrow('permission denied');
  });
});

describe('words of hand-overs', () => {
  async function note(day: number): Promise<string> {
    const now = onDay(day);
    const { rows } = await owner.query<{ id: string }>(
      `WITH post AS (INSERT INTO duty_post (unit_id, place_code, name, round_clock, created_by)
         VALUES ($1, '330206', gen_random_uuid()::text, false, $2) RETURNING id)
       INSERT INTO shift (post_id, unit_id, place_code, person_id, role, starts_at, ends_at)
       SELECT id, $1, '330206', $2, 'A', $3::timestamptz, $3::timestamptz + interval '8 hours' FROM post RETURNING id`,
      [duty.unitId, duty.id, now],
    );
    const id = rows[0]!.id;
    await archive.asMachine(async (tx) => {
      const desk = { ...office.deps, tx, actor: duty, now };
      const { keyId, sealed } = await sealWords(desk, id, '张三丰 13800001234 要再打一次');
      await tx.query('UPDATE shift SET note_key = $2, note_sealed = $3 WHERE id = $1', [id, keyId, sealed]);
    });
    return id;
  }
  const read = (id: string) =>
    archive.asMachine(async (tx) => {
      archive.restart();
      const { rows } = await tx.query<{ keyId: number; sealed: Buffer }>(
        'SELECT note_key AS "keyId", note_sealed AS sealed FROM shift WHERE id = $1',
        [id],
      );
      const desk = { ...archive.deps(), tx, actor: duty, now: onDay(0) };
      return openWords(desk, id, rows[0]!.keyId, rows[0]!.sealed);
    });

  test('go after shift.notes.kept, a day at a time, with the rule in preview and log', async () => {
    const [first, second] = [await note(0), await note(1)];
    const { rules, due } = await preview(0, 92);
    expect(rules).toContainEqual({ kind: 'notes', days: 90, basis: 'rules §10.2' });
    expect(due).toMatchObject([
      { kind: 'notes', day: '2026-06-01', count: 1, held: 0 },
      { kind: 'notes', day: '2026-06-02', count: 1, held: 0 },
    ]);
    await runUntil(5, 90, 5);
    expect([await read(first), await read(second)]).toEqual([
      '张三丰 13800001234 要再打一次',
      '张三丰 13800001234 要再打一次',
    ]);
    await runUntil(91, 91);
    expect([await read(first), (await read(second)) === null]).toEqual([null, false]);
    await runUntil(92, 92);
    expect(await read(second)).toBeNull();
    expect((await archive.log()).filter(({ kind }) => kind === 'notes')).toEqual([
      { kind: 'notes', day: '2026-03-02', count: 1 },
      { kind: 'notes', day: '2026-03-03', count: 1 },
    ]);
    expect(await archive.keys()).toEqual([]);
  });

  test('of a day that a hold touches stay', async () => {
    const id = await note(0);
    const period = { from: onDay(-1).toISOString(), to: onDay(0).toISOString() };
    const hold = await archive.hold(period, onDay(1));
    expect((await preview(88, 5)).due).toMatchObject([{ kind: 'notes', count: 1, held: 1 }]);
    await runUntil(5, 120, 5);
    expect(await read(id)).toContain('张三丰');
    await archive.release(hold, onDay(120));
    await runUntil(121, 121);
    expect(await read(id)).toBeNull();
  });
});

describe('files', () => {
  const contentOf = () => ({ sha256: randomBytes(32), key: randomBytes(48), bytes: 100 });
  async function attach(warning: string, content = contentOf(), who = duty): Promise<string> {
    const subject = { kind: 'warning', id: warning } as const;
    const upload = { subject, name: '张三丰的身份证.png', type: 'image/png', state: 'clean' } as const;
    const received = { id: randomUUID(), ...content };
    return (await office.db.inTransaction(who.scope, (tx) => attachFile(tx, vault, who, received, upload)))
      .id;
  }
  const listed = (warning: string) =>
    archive.asMachine((tx) => listFiles(tx, vault, { kind: 'warning', id: warning }, (name) => name));
  const opens = (file: string) =>
    office.db.inTransaction(duty.scope, async (tx) => (await findFile(tx, vault, file)) !== null);
  const stored = async (file: string) => {
    const [row] = await office.query<{ blob: string; gone: boolean; key: number; name: number }>(
      `SELECT b.id AS blob, b.gone_at IS NOT NULL AS gone, length(b.sealed) AS key, length(f.name_sealed) AS name
       FROM file f JOIN file_blob b ON b.id = f.blob_id WHERE f.id = $1`,
      [file],
    );
    return row!;
  };

  test('of a forgotten warning go with it: their key and name at once, their bytes with the next sweep', async () => {
    const [going, staying] = [await archive.warning(onDay(0)), await archive.warning(onDay(0))];
    const [gone, kept] = [await attach(going), await attach(staying)];
    await archive.close(going, 'not_matched', onDay(0));
    await runUntil(5, 85, 5);
    expect(await listed(going)).toHaveLength(1);
    await runUntil(90, 90);
    expect(await stored(gone)).toMatchObject({ gone: true, key: 0, name: 0 });
    expect([await listed(going), await opens(gone)]).toEqual([[], false]);
    expect(await stored(kept)).toMatchObject({ gone: false });
    expect([(await listed(staying)).length, await opens(kept)]).toEqual([1, true]);
    expect((await archive.log()).filter(({ kind }) => kind === 'files')).toMatchObject([{ count: 1 }]);

    const store = await openStore(folder);
    const old = new Date(Date.now() - 48 * 3_600_000);
    for (const { blob } of [await stored(gone), await stored(kept)]) {
      await writeFile(store.tempPath(blob), 'sealed');
      await store.keep(blob);
      await utimes(store.pathOf(blob), old, old);
    }
    const deps = { db: office.db, vault, params, store, disk: { state: () => 'ok' as const } };
    expect(await sweepFiles(deps)).toBe(1);
    expect(await store.listOld('kept', new Date())).toEqual([(await stored(kept)).blob]);
  });

  test('that a living warning has too stay until that one forgets', async () => {
    const content = contentOf();
    const [first, second] = [await archive.warning(onDay(0)), await archive.warning(onDay(0))];
    const [one, other] = [await attach(first, content), await attach(second, content, dutyToo)];
    expect((await stored(one)).blob).toBe((await stored(other)).blob);
    await archive.close(first, 'not_matched', onDay(0));
    await archive.close(second, 'not_matched', onDay(30));
    await runUntil(5, 90, 5);
    expect([await listed(first), (await listed(second)).length]).toEqual([[], 1]);
    expect(await stored(one)).toMatchObject({ gone: false, name: 0 });
    await runUntil(95, 120, 5);
    expect(await stored(other)).toMatchObject({ gone: true, key: 0, name: 0 });
  });

  test('of a held warning stay with it', async () => {
    const id = await archive.warning(onDay(0));
    const file = await attach(id);
    await archive.close(id, 'not_matched', onDay(0));
    await archive.hold({ warningNo: await archive.numberOf(id) }, onDay(1));
    await runUntil(5, 120, 5);
    expect(await opens(file)).toBe(true);
  });

  test('are not attached to what has forgotten, nor is the same content found there', async () => {
    const content = contentOf();
    const [id, other] = [await archive.warning(onDay(0)), await archive.warning(onDay(0))];
    await attach(id, content);
    await archive.close(id, 'not_matched', onDay(0));
    await runUntil(5, 90, 5);
    const [row] = await office.query<{ open: boolean }>("SELECT file_subject_open('warning', $1) AS open", [
      id,
    ]);
    expect(row).toEqual({ open: false });
    await expect(attach(id)).rejects.toThrow('the warning has forgotten');
    const again = await attach(other, content);
    expect(await stored(again)).toMatchObject({ gone: false });
  });

  test('attached while the other warning forgets are either kept or stored anew', async () => {
    const content = contentOf();
    const [id, other] = [await archive.warning(onDay(0)), await archive.warning(onDay(0))];
    await attach(id, content);
    await archive.close(id, 'not_matched', onDay(0));
    await owner.query('BEGIN');
    await owner.query('SELECT forget_warnings(ARRAY[$1::uuid], $2)', [id, onDay(90)]);
    const waiting = attach(other, content);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await owner.query('COMMIT');
    expect(await stored(await waiting)).toMatchObject({ gone: false });
  });
});
