import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openTamperingBook, recordAt } from './testing/tampering.ts';

const count = 24;
const { book, superuser, found, storedAt, sealAgain } = await openTamperingBook(count);

describe('altered', () => {
  test.each([
    [`actor = gen_random_uuid()`],
    [`at = at - interval '1 day'`],
    [`at = 'infinity'`],
    [`ok = NOT ok`],
    [`event = 'vault.looked'`],
    [`target = NULL`],
    [`detail = detail || '{"reason": "别的理由"}'`],
    [`xid = '1'`],
    [`nonce = gen_random_uuid()`],
  ])('a record: %s', async (change) => {
    await superuser(`UPDATE audit_record SET ${change} WHERE id = ${recordAt(7)}`);
    expect(await found()).toEqual([['altered', '7']]);
  });

  test('a record and its seal, recomputed with another key to the end of the chain', async () => {
    await superuser(`UPDATE audit_record SET event = 'nothing.happened' WHERE id = ${recordAt(20)}`);
    for (let position = 20; position <= count; position++) await sealAgain(position);
    expect((await found([])).length).toBeGreaterThan(0);
    const { findings } = await book.verify();
    expect(findings.flatMap((finding) => finding.positions ?? [])).toContainEqual({ from: '20', to: '20' });
  });

  test('the sentence names the record and its place', async () => {
    const { id } = await storedAt(7);
    await superuser(`UPDATE audit_record SET ok = false WHERE id = ${id}`);
    const { findings } = await book.verify();
    expect(findings).toMatchObject([{ records: [id], text: `位置 7:记录 ${id} 的内容被改动。` }]);
  });
});

describe('removed', () => {
  test('a record, its seal left behind', async () => {
    await superuser(`DELETE FROM audit_record WHERE id = ${recordAt(9)}`);
    expect(await found()).toEqual([['removed', '9']]);
  });

  test('a record with its seal', async () => {
    await superuser(`DELETE FROM audit_record WHERE id = ${recordAt(9)}`);
    await superuser('DELETE FROM audit_seal WHERE position = 9');
    expect(await found()).toEqual([['removed', '9']]);
  });

  test('several with their seals, and the gap closed by renumbering', async () => {
    await superuser(
      `DELETE FROM audit_record WHERE id IN (SELECT record_id FROM audit_seal WHERE position IN (9, 10))`,
    );
    await superuser('DELETE FROM audit_seal WHERE position IN (9, 10)');
    await superuser('UPDATE audit_seal SET position = position - 1000 WHERE position > 10');
    await superuser('UPDATE audit_seal SET position = position + 998 WHERE position < 0');
    expect(await found()).toEqual(expect.arrayContaining([['removed', '9-10']]));
  });

  test('the first ones', async () => {
    await superuser(
      `DELETE FROM audit_record WHERE id IN (SELECT record_id FROM audit_seal WHERE position <= 3)`,
    );
    await superuser('DELETE FROM audit_seal WHERE position <= 3');
    expect(await found()).toEqual([['removed', '1-3']]);
  });

  test('a seal alone', async () => {
    await superuser('DELETE FROM audit_seal WHERE position = 9');
    expect(await found()).toEqual(expect.arrayContaining([['removed', '9']]));
  });
});

describe('inserted', () => {
  const fake = `INSERT INTO audit_record (event, ok, target) VALUES ('vault.revealed', true, 'warning/1')`;

  test('a record without a seal', async () => {
    await superuser(fake);
    expect(await found()).toEqual([['inserted', '']]);
  });

  test('a record that the sealer then seals', async () => {
    await superuser(fake);
    const sealer = book.startSealer();
    await book.allSealed();
    await sealer.stop();
    expect(await found()).toEqual([['inserted', String(count + 1)]]);
    expect(book.log.some((line) => line.includes('did not write'))).toBe(true);
  });

  test('a record with a forged seal at the end', async () => {
    const [row] = await superuser<{ id: number }>(`${fake} RETURNING id`);
    await superuser(
      `INSERT INTO audit_seal SELECT position + 1, $1, digest, signed, horizon, sealed_at, mac, sha256('x') FROM audit_seal
       ORDER BY position DESC LIMIT 1`,
      [row!.id],
    );
    await sealAgain(count + 1);
    expect(await found()).toEqual([['inserted', String(count + 1)]]);
  });

  test('a record with a forged seal in the middle, the rest moved up', async () => {
    const [row] = await superuser<{ id: number }>(`${fake} RETURNING id`);
    await superuser('UPDATE audit_seal SET position = -position - 1 WHERE position >= 9');
    await superuser('UPDATE audit_seal SET position = -position WHERE position < 0');
    await superuser(
      `INSERT INTO audit_seal SELECT 9, $1, digest, signed, horizon, sealed_at, mac, sha256('x') FROM audit_seal WHERE position = 8`,
      [row!.id],
    );
    await sealAgain(9);
    expect(await found()).toEqual(
      expect.arrayContaining([
        ['inserted', '9'],
        ['reordered', `10-${count + 1}`],
      ]),
    );
  });

  const columns = 'at, actor, unit_id, event, ok, target, detail, nonce, writer_mac';

  test('a copy of a genuine record that claims an old transaction, where the sealer does not look any more', async () => {
    const sealer = book.startSealer();
    for (const _ of [1, 2]) {
      await book.write(1);
      await book.allSealed();
    }
    await superuser(
      `INSERT INTO audit_record (xid, ${columns}) SELECT xid, ${columns} FROM audit_record WHERE id = ${recordAt(5)}`,
    );
    await sleep(200);
    await sealer.stop();
    expect(await found()).toEqual([
      ['inserted', ''],
      ['inserted', ''],
    ]); // it has no seal, and it has a twin
  });

  test('a copy of a genuine record, also after the sealer sealed it', async () => {
    await superuser(
      `INSERT INTO audit_record (${columns}) SELECT ${columns} FROM audit_record WHERE id = ${recordAt(5)}`,
    );
    expect(await found()).toEqual([['inserted', '']]);
    const sealer = book.startSealer();
    await book.allSealed();
    await sealer.stop();
    expect(await found()).toEqual([['inserted', '']]);
  });
});

describe('reordered', () => {
  test('two neighbours exchange their places', async () => {
    await superuser('UPDATE audit_seal SET position = -position WHERE position IN (9, 10)');
    await superuser('UPDATE audit_seal SET position = 19 + position WHERE position < 0');
    expect(await found()).toEqual([['reordered', '9-10']]);
  });

  test('the records of two seals are exchanged', async () => {
    await superuser(`UPDATE audit_seal SET record_id = -position WHERE position IN (9, 15)`);
    await superuser(
      `UPDATE audit_seal s SET record_id = k.record_id, digest = k.digest FROM kept_seal k
       WHERE s.position IN (9, 15) AND k.position = 24 - s.position`,
    );
    expect(await found()).toEqual([
      ['reordered', '9'],
      ['reordered', '15'],
    ]);
  });

  test('two records exchange their numbers', async () => {
    const [a, b] = [(await storedAt(9)).id, (await storedAt(10)).id];
    await superuser(`UPDATE audit_record SET id = -id WHERE id IN (${a}, ${b})`);
    await superuser(`UPDATE audit_record SET id = ${Number(a) + Number(b)} + id WHERE id < 0`);
    expect(await found()).toEqual([['altered', '9-10']]);
  });
});
