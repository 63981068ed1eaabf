import type { Signal } from '@lanzha/contract';
import { trainTextModel } from '@lanzha/engine/classifying';
import { features } from '@lanzha/engine/scoring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKnownLists } from '../facts/links/index.ts';
import {
  type CheckedLine,
  checkValue,
  contentHash,
  formerIdHash,
  isRejected,
} from '../facts/signals/index.ts';
import { type Db, machine, openDb } from '../ground/db/index.ts';
import { openParams, type Params } from '../ground/params/index.ts';
import { masterKeysFrom, openVault } from '../ground/vault/index.ts';
import { smallCounty } from '../testing/county.ts';
import { testDatabase } from '../testing/database.ts';
import { readSubjects, textJudge } from '../work/deciding/index.ts';
import { levelAt } from '../work/warnings/index.ts';
import { openSignalIntake, type SignalIntake } from './signal-intake.ts';
import type { DecidingDeps } from './submission.ts';

let db: Db;
let owner: Db;
let params: Params;
let deps: Omit<DecidingDeps, 'numbers' | 'former' | 'memory'>;
let intake: SignalIntake;
let sender: { unitId: string; source: string };

const model = trainTextModel([
  ...Array.from({ length: 6 }, (_, n) => ({ text: `点赞关注做任务日赚三百垫付返利${n}`, label: '01' })),
  ...Array.from({ length: 6 }, (_, n) => ({ text: `您的快递已到驿站请凭取件码领取${n}`, label: 'normal' })),
]);

beforeAll(async () => {
  const database = await testDatabase();
  db = openDb(database.app, { pipeline: true });
  owner = openDb(database.migrator, { max: 1 });
  const county = await smallCounty(database.migrator);
  params = await openParams(db);
  const vault = openVault(masterKeysFrom(Buffer.alloc(64, 5)));
  deps = {
    db,
    params,
    vault,
    texts: textJudge(model, model),
    lists: await openKnownLists({ db, vault }),
  };
  intake = openSignalIntake(deps);
  sender = { unitId: county.center, source: 'test' };
});
afterAll(async () => {
  params.close();
  deps.lists.close();
  await Promise.all([db.close(), owner.close()]);
});

let next = 0;
const freshPhone = () => String(13_500_000_000 + next++);
const now = () => new Date().toISOString();

function line(signal: Partial<Signal> & Record<string, unknown>): CheckedLine {
  const value = { id: `S-${next++}`, at: now(), ...signal };
  const checked = checkValue(value, 1, { now: Date.now(), futureTolerance: 300_000 });
  if (isRejected(checked)) throw new Error(checked.error);
  return checked;
}
const cheated = (phone: string, more: object = {}) =>
  line({ kind: 'report', subject: { phone }, text: '钱已经转走了', already: 'cheated', ...more });
const call = (phone: string, more: object = {}) =>
  line({ kind: 'call', subject: { phone }, from: '0574111', seconds: 30, ...more });

const count = async (sql: string, values: unknown[] = []) =>
  Number((await db.inTransaction(machine, (tx) => tx.query<{ n: string }>(sql, values))).rows[0]!.n);
const openWarnings = (warningId: string) =>
  count(`SELECT count(*) AS n FROM warning w WHERE w.person = (SELECT person FROM warning WHERE id = $1)`, [
    warningId,
  ]);

describe('a decided signal', () => {
  test('without cause has no level and no warning', async () => {
    const [decision] = await intake.take([call(freshPhone())], sender);
    expect(decision).toMatchObject({ status: 'decided', level: null, score: 0, warningId: null });
  });

  test('sent again answers the first decision as a duplicate; other content is a conflict', async () => {
    const phone = freshPhone();
    const first = cheated(phone);
    const [decided] = await intake.take([first], sender);
    expect(decided).toMatchObject({ status: 'decided', level: 'urgent' });
    const other = { ...first, canonical: `${first.canonical} ` };
    const [again, conflicting] = await Promise.all([
      intake.take([first], sender),
      intake.take([other], sender),
    ]);
    expect(again![0]).toMatchObject({
      status: 'duplicate',
      level: 'urgent',
      warningId: decided!.warningId,
      conflict: false,
    });
    expect(conflicting![0]).toMatchObject({
      status: 'duplicate',
      warningId: decided!.warningId,
      conflict: true,
    });
  });

  test('twice in one batch: the second is the duplicate of the first', async () => {
    const one = call(freshPhone());
    const decisions = await intake.take([one, { ...one }, { ...one, canonical: 'x' }], sender);
    expect(decisions.map((d) => [d.status, d.conflict])).toEqual([
      ['decided', false],
      ['duplicate', false],
      ['duplicate', true],
    ]);
  });

  test('is known again by a receipt from before receipts lay in runs', async () => {
    const [old, changed, fresh] = [cheated(freshPhone()), cheated(freshPhone()), cheated(freshPhone())];
    const batch = 0; // before all that are counted
    await owner.pool.query("INSERT INTO signal_batch (id, key_id, count, sealed) VALUES (0, 1, 2, '')");
    for (const [ord, one] of [old, changed].entries()) {
      const former = formerIdHash(deps.vault.contentKey, sender, one.signal.id);
      await owner.pool.query(
        `INSERT INTO signal_id (id_hash, content, batch_id, ord, level, score)
         VALUES ($1, ('x' || $2)::bit(64)::bigint, $3, $4, 1, 70)`,
        [former, contentHash(deps.vault.contentKey, one.canonical), batch, ord],
      );
    }
    const upgraded = openSignalIntake(deps);
    const lines = [old, { ...changed, canonical: 'x' }, fresh];
    const answers = await upgraded.take(lines, sender);
    expect(answers.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'decided']);
    expect(answers.map(({ conflict }) => conflict)).toEqual([false, true, false]);
    expect(answers[0]).toMatchObject({ level: levelAt(1), score: 70 });
    // With one that is a duplicate by its key of today, the batch runs under locks.
    const again = await upgraded.take([fresh, old], sender);
    expect(again.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
    await owner.pool.query('DELETE FROM signal_id WHERE batch_id = 0; DELETE FROM signal_batch WHERE id = 0');
  });

  test('has the same id free for another source of the same unit', async () => {
    const one = call(freshPhone());
    await intake.take([one], sender);
    const [decision] = await intake.take([one], { ...sender, source: 'another' });
    expect(decision!.status).toBe('decided');
  });

  test('is decided once when twenty requests with the same ids race on two applications', async () => {
    const second = openSignalIntake(deps);
    const lines = Array.from({ length: 40 }, () => cheated(freshPhone()));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? intake : second).take(n % 3 ? lines : lines.toReversed(), sender),
      ),
    );
    const decided = answers.flat().filter((d) => d.status === 'decided');
    expect(decided).toHaveLength(40);
    expect(new Set(decided.map((d) => d.warningId)).size).toBe(40);
  });
});

describe('one open warning for each person', () => {
  test('however many signals of a person race', async () => {
    const phone = freshPhone();
    const second = openSignalIntake(deps);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => (n % 2 ? intake : second).take([cheated(phone)], sender)),
    );
    const ids = new Set(answers.flat().map((d) => d.warningId));
    expect(ids.size).toBe(1);
    expect(await openWarnings([...ids][0]!)).toBe(1);
  });

  test('an account stands for the phone it was seen with', async () => {
    const phone = freshPhone();
    const account = `62220${phone}`;
    const to = { account: '62280000001' };
    await intake.take([line({ kind: 'transfer', subject: { phone, account }, to, amount: 100 })], sender);
    await intake.take(
      [line({ kind: 'install', subject: { phone }, app: { name: '会议' }, screenSharing: true })],
      sender,
    );
    const [transfer] = await intake.take(
      [line({ kind: 'transfer', subject: { account }, to, amount: 5_000_000, newPayee: true })],
      sender,
    );
    expect(transfer).toMatchObject({ level: 'urgent' });
    expect(transfer!.reasons.map((r) => r.code)).toContain('transfer.screen-sharing');
  });

  test('a phone that turns out to be a known person brings its open warning along', async () => {
    const phone = freshPhone();
    const idNo = `3302061990${phone.slice(-8)}`;
    const [alone] = await intake.take([cheated(phone)], sender);
    const [together] = await intake.take([cheated(phone, { subject: { phone, idNo } })], sender);
    expect(together!.warningId).not.toBe(null);
    const open = await count(
      `SELECT count(*) AS n FROM warning WHERE id = ANY ($1::uuid[]) AND state <> 'closed'`,
      [[alone!.warningId, together!.warningId]],
    );
    expect(open).toBe(1);
  });
});

/** As its row has them. */
async function callsOf(phone: string): Promise<number> {
  const key = deps.vault.blindIndex('phone', phone);
  const [subject] = (
    await db.inTransaction(machine, (tx) => readSubjects(tx, new Map([[key, { key, rank: 2 }]])))
  ).values();
  return subject!.state.buckets.reduce((sum, { counts }) => sum + counts[features.indexOf('calls')]!, 0);
}

describe('what an application remembers of rows', () => {
  test.each(['phone', 'idNo'] as const)(
    'counts only while nobody else wrote them: an account that moved to another %s is found there',
    async (kind) => {
      const second = openSignalIntake(deps);
      const [phone, account] = [freshPhone(), `622202${next++}99887766`];
      const other = { [kind]: kind === 'phone' ? freshPhone() : `3302061990${next++}` };
      const pay = () =>
        line({
          kind: 'transfer',
          subject: { phone, account },
          to: { account: '6228480000000001' },
          amount: 100,
          channel: 'mobile',
        });
      await intake.take([pay()], sender);
      await intake.take([pay()], sender);
      // Elsewhere it turns out whose it is.
      const [known] = await second.take([cheated('', { subject: { ...other, account } })], sender);
      const [alone] = await intake.take([cheated('', { subject: { account } })], sender);
      expect(alone).toMatchObject({ status: 'decided', warningId: known!.warningId });
      expect(await openWarnings(known!.warningId!)).toBe(1);
    },
  );

  test('is as good as reading: two applications in turn count what one would', async () => {
    const others = [intake, openSignalIntake(deps), openSignalIntake(deps)];
    const phone = freshPhone();
    for (let n = 0; n < 30; n++) await others[n % others.length]!.take([call(phone)], sender);
    expect(await callsOf(phone)).toBe(30);
  });

  test('holds while batches read ahead of each other: many single lines of few persons, on two applications', async () => {
    let running = 0;
    let overlaps = 0;
    const counting = {
      ...db,
      readThenWrite: (async (...work) => {
        if (running > 0) overlaps++;
        running++;
        return db.readThenWrite(...work).finally(() => {
          running--;
        });
      }) as Db['readThenWrite'],
    };
    const [first, second] = [openSignalIntake({ ...deps, db: counting }), openSignalIntake(deps)];
    const phones = Array.from({ length: 12 }, freshPhone);
    const hour = 3_600_000;
    const answers: Promise<{ status: string }[]>[] = [];
    for (let wave = 0; wave < 40; wave++) {
      // Over six days, so that rows with a long history are among them.
      const at = new Date(Date.now() - ((wave * 37) % 144) * hour).toISOString();
      for (const phone of phones)
        for (let n = 0; n < 4; n++) {
          const other = wave % 10 === 9 && n === 0;
          answers.push((other ? second : first).take([call(phone, { at })], sender));
        }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(new Set((await Promise.all(answers)).flat().map(({ status }) => status))).toEqual(
      new Set(['decided']),
    );
    expect(await Promise.all(phones.map(callsOf))).toEqual(phones.map(() => 160));
    expect(overlaps).toBeGreaterThan(5);
  });

  test('is not needed: where no second connection can be had, batches wait for their turn', async () => {
    let running = false;
    let refused = 0;
    const narrow = {
      ...db,
      readThenWrite: (async (...work) => {
        if (running) {
          refused++;
          throw Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
        }
        running = true;
        return db.readThenWrite(...work).finally(() => {
          running = false;
        });
      }) as Db['readThenWrite'],
    };
    const alone = openSignalIntake({ ...deps, db: narrow });
    const phones = Array.from({ length: 180 }, freshPhone);
    const answers = await Promise.all(phones.map((phone) => alone.take([call(phone)], sender)));
    expect(answers.flat().map(({ status }) => status)).toEqual(phones.map(() => 'decided'));
    expect(await Promise.all(phones.map(callsOf))).toEqual(phones.map(() => 1));
    expect(refused).toBeGreaterThan(0);
  });

  test('is given up for a row that was deleted', async () => {
    const phone = freshPhone();
    await intake.take([call(phone)], sender);
    await owner.pool.query('DELETE FROM subject_state WHERE key = $1', [
      deps.vault.blindIndex('phone', phone),
    ]);
    const [decision] = await intake.take([call(phone)], sender);
    expect(decision!.status).toBe('decided');
  });
});

describe('history', () => {
  test('a new payee after screen sharing is urgent across batches', async () => {
    const phone = freshPhone();
    await intake.take(
      [line({ kind: 'install', subject: { phone }, app: { name: '会议' }, screenSharing: true })],
      sender,
    );
    const [decision] = await intake.take(
      [
        line({
          kind: 'transfer',
          subject: { phone },
          to: { account: '6228000' },
          amount: 5_000_000,
          newPayee: true,
        }),
      ],
      sender,
    );
    expect(decision).toMatchObject({ level: 'urgent' });
    expect(
      await count('SELECT count(*) AS n FROM warning_evidence WHERE warning_id = $1', [decision!.warningId]),
    ).toBe(2);
  });

  test('an event more than 7 days late is stored but counts for nothing', async () => {
    const phone = freshPhone();
    const at = new Date(Date.now() - 8 * 86_400_000).toISOString();
    await intake.take(
      [line({ kind: 'install', at, subject: { phone }, app: { name: '会议' }, screenSharing: true })],
      sender,
    );
    const [late] = await intake.take(
      [
        line({
          kind: 'transfer',
          at,
          subject: { phone },
          to: { account: '6228001' },
          amount: 5_000_000,
          newPayee: true,
        }),
      ],
      sender,
    );
    expect(late).toMatchObject({ status: 'decided', level: null });
  });

  test('a fraud message names the phrases that decided, with numbers masked', async () => {
    const phone = freshPhone();
    const [decision] = await intake.take(
      [line({ kind: 'sms', subject: { phone }, text: '点赞关注做任务日赚三百,垫付返利,联系13912345678' })],
      sender,
    );
    expect(decision!.level).not.toBe(null);
    expect(decision!.reasons[0]!.text).toContain('「');
    expect(JSON.stringify(decision)).not.toContain('13912345678');
  });
});

test('nothing personal lies in the tables in clear', async () => {
  const phone = freshPhone();
  await intake.take(
    [cheated(phone, { subject: { phone, name: '欧阳测试', account: '6222099988887777' } })],
    sender,
  );
  for (const table of [
    'signal_batch',
    'signal_id',
    'subject_state',
    'warning',
    'warning_evidence',
    'warning_history',
    'outbox',
  ]) {
    const found = await count(
      `SELECT count(*) AS n FROM ${table} t WHERE t::text LIKE ANY ($1) OR encode(convert_to(t::text, 'UTF8'), 'escape') LIKE ANY ($1)`,
      [[phone, '欧阳测试', '6222099988887777'].map((value) => `%${value}%`)],
    );
    expect([table, found]).toEqual([table, 0]);
  }
});

describe('a line that cannot be stored', () => {
  test('is rejected alone: what was sent with it, by whomever, is decided', async () => {
    const good = Array.from({ length: 5 }, () => cheated(freshPhone()));
    const poison = { ...cheated(freshPhone()), at: Date.parse('0000-01-01T00:00:00Z') };
    const [mine, theirs] = await Promise.all([
      intake.take([...good.slice(0, 3), poison], sender),
      intake.take(good.slice(3), { ...sender, source: 'another' }),
    ]);
    expect(mine.map((d) => d.status)).toEqual(['decided', 'decided', 'decided', 'rejected']);
    expect(theirs.map((d) => d.status)).toEqual(['decided', 'decided']);
    expect((await intake.take(good.slice(0, 1), sender))[0]!.status).toBe('duplicate');
  });
});
