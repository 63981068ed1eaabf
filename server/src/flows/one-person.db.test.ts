import { trainTextModel } from '@lanzha/engine/classifying';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKnownLists } from '../facts/links/index.ts';
import {
  BatchNumbers,
  type CheckedLine,
  checkValue,
  isRejected,
  openFormerReceipts,
  type Sender,
} from '../facts/signals/index.ts';
import { type Db, machine, openDb } from '../ground/db/index.ts';
import { openParams, type Params } from '../ground/params/index.ts';
import { masterKeysFrom, openVault } from '../ground/vault/index.ts';
import { smallCounty } from '../testing/county.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { openSubjectMemory, textJudge } from '../work/deciding/index.ts';
import { type Decision, decideSignals } from './decide-signals.ts';
import { openSignalIntake } from './signal-intake.ts';
import { type DecidingDeps, submissionsOf } from './submission.ts';

let database: TestDatabase;
let db: Db;
let params: Params;
let deps: DecidingDeps;
let sender: Sender;

const model = trainTextModel([
  { text: '点赞关注做任务日赚三百垫付返利', label: '01' },
  { text: '您的快递已到驿站请凭取件码领取', label: 'normal' },
]);

beforeAll(async () => {
  database = await testDatabase();
  db = openDb(database.app, { pipeline: true });
  const county = await smallCounty(database.migrator);
  params = await openParams(db);
  const vault = openVault(masterKeysFrom(Buffer.alloc(64, 5)));
  const lists = await openKnownLists({ db, vault });
  const former = openFormerReceipts(vault.contentKey);
  const memory = openSubjectMemory();
  deps = {
    db,
    params,
    vault,
    texts: textJudge(model, model),
    lists,
    numbers: new BatchNumbers(),
    former,
    memory,
  };
  sender = { unitId: county.center, source: 'test' };
});
afterAll(async () => {
  params.close();
  deps.lists.close();
  await db.close();
});

let next = 0;
const freshPhone = () => String(13_500_000_000 + next++);
const freshIdNo = () => `330206199001${String(100_000 + next++)}`;
const freshAccount = () => `622202${String(1_000_000_000 + next++)}`;

type Subject = { idNo?: string; phone?: string; account?: string };
const kinds = ['cheated', 'install', 'call'] as const;
type Kind = (typeof kinds)[number];

function line(kind: Kind, subject: Subject): CheckedLine {
  const common = { id: `S-${next++}`, at: new Date().toISOString(), subject };
  const value = {
    cheated: { ...common, kind: 'report', text: '钱已经转走了', already: 'cheated' },
    install: { ...common, kind: 'install', app: { name: '会议' }, screenSharing: true },
    call: { ...common, kind: 'call', from: '0574111', seconds: 30 },
  }[kind];
  const checked = checkValue(value, 1, { now: Date.now(), futureTolerance: 300_000 });
  if (isRejected(checked)) throw new Error(checked.error);
  return checked;
}
const cheated = (subject: Subject) => line('cheated', subject);
const decide = (lines: readonly CheckedLine[]) =>
  decideSignals(deps, submissionsOf({ hashing: deps.vault, texts: deps.texts }, lines, sender), new Date());

async function query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await db.inTransaction(machine, (tx) => tx.query<T>(sql, values))).rows;
}

interface Standing {
  /** Of each line that raised: the open warnings that show it. */
  readonly shownIn: readonly (readonly string[])[];
  /** Of each open warning: whom it is about, as the rows of the identifiers say today. */
  readonly persons: ReadonlyMap<string, string>;
}

/** What stands in the database about these lines. */
async function standing(lines: readonly CheckedLine[]): Promise<Standing> {
  const hashes = submissionsOf({ hashing: deps.vault, texts: deps.texts }, lines, sender).map(
    ({ idHash }) => idHash,
  );
  const shown = await query<{ n: number; root: string; state: string }>(
    `WITH RECURSIVE at AS (
       SELECT n, e.warning_id AS id FROM unnest($1::uuid[]) WITH ORDINALITY AS l (hash, n)
       JOIN signal_id s ON s.id_hash = l.hash AND s.level IS NOT NULL
       JOIN warning_evidence e ON e.batch_id = s.batch_id AND e.ord = s.ord
       UNION ALL SELECT at.n, w.merged_into FROM at JOIN warning w ON w.id = at.id WHERE w.merged_into IS NOT NULL)
     SELECT n::integer, at.id AS root, w.state FROM at JOIN warning w ON w.id = at.id WHERE w.merged_into IS NULL`,
    [hashes],
  );
  const raised = await query<{ n: number }>(
    `SELECT n::integer FROM unnest($1::uuid[]) WITH ORDINALITY AS l (hash, n)
     JOIN signal_id s ON s.id_hash = l.hash AND s.level IS NOT NULL ORDER BY n`,
    [hashes],
  );
  const persons = await query<{ id: string; person: string }>(
    `WITH RECURSIVE at AS (
       SELECT id, person FROM warning WHERE id = ANY ($1::uuid[])
       UNION SELECT at.id, s.person FROM at JOIN subject_state s ON s.key = at.person AND s.person <> s.key)
     SELECT id, person FROM at WHERE NOT EXISTS (SELECT FROM subject_state s WHERE s.key = at.person AND s.person <> s.key)`,
    [[...new Set(shown.map(({ root }) => root))]],
  );
  expect(shown.filter(({ state }) => state === 'closed')).toEqual([]);
  return {
    shownIn: raised.map(({ n }) => shown.filter((one) => one.n === n).map(({ root }) => root)),
    persons: new Map(persons.map(({ id, person }) => [id, person])),
  };
}

/** Every line that raised is shown exactly once, and nobody has two open warnings. */
function isWhole({ shownIn, persons }: Standing): void {
  expect(shownIn.filter((warnings) => warnings.length !== 1)).toEqual([]);
  expect(new Set(persons.values()).size).toBe(persons.size);
}

describe('lines about one person in one batch', () => {
  test('strengthen the open warning once, though one of them names the person more strongly', async () => {
    const [phone, idNo] = [freshPhone(), freshIdNo()];
    const [before] = await decide([cheated({ phone })]);
    const lines = [cheated({ phone }), cheated({ phone, idNo })];
    const answers = await decide(lines);
    expect(answers.map((one) => one.warningId)).toEqual([before!.warningId, before!.warningId]);
    isWhole(await standing(lines));
  });

  test('make one warning of a new telephone and of the person it turns out to belong to', async () => {
    const [phone, idNo] = [freshPhone(), freshIdNo()];
    const lines = [cheated({ phone }), cheated({ phone, idNo })];
    const answers = await decide(lines);
    expect(new Set(answers.map((one) => one.warningId)).size).toBe(1);
    isWhole(await standing(lines));
  });

  test('merge two open warnings wholly, with evidence of the weaker beside the line that links them', async () => {
    const [phone, idNo] = [freshPhone(), freshIdNo()];
    const [weak] = await decide([cheated({ phone })]);
    const [strong] = await decide([cheated({ idNo })]);
    const lines = [cheated({ phone }), line('call', { phone, idNo })];
    await decide(lines);
    isWhole(await standing(lines));
    expect(
      await query('SELECT id, state, merged_into FROM warning WHERE id = ANY ($1::uuid[]) ORDER BY no', [
        [weak!.warningId, strong!.warningId],
      ]),
    ).toEqual([
      { id: weak!.warningId, state: 'closed', merged_into: strong!.warningId },
      { id: strong!.warningId, state: 'dispatched', merged_into: null },
    ]);
  });

  test('bring the owner of an account along when the account is seen with an id number', async () => {
    const [phone, account, idNo] = [freshPhone(), freshAccount(), freshIdNo()];
    const lines = [cheated({ phone, account }), cheated({ idNo, account }), cheated({ phone })];
    for (const one of lines) await decide([one]);
    const found = await standing(lines);
    isWhole(found);
    expect(found.persons.size).toBe(1);
  });
});

/** Who belongs to whom and what is shown where, one line after the other, without any database. */
class Naive {
  readonly #owners = new Map<string, string>();
  readonly #shown = new Map<string, number[]>();

  root(key: string): string {
    const owner = this.#owners.get(key);
    return owner === undefined ? key : this.root(owner);
  }

  take(n: number, told: readonly string[], raised: boolean): void {
    const keys = this.#settled(told);
    const person = keys
      .map((key) => this.root(key))
      .reduce((best, root) => (rank(root) > rank(best) ? root : best));
    for (const key of keys) {
      const root = this.root(key);
      if (root !== person && rank(root) < rank(person)) {
        this.#owners.set(root, person);
        this.#show(person, this.#shown.get(root) ?? []);
        this.#shown.delete(root);
      }
      if (key !== person) this.#owners.set(key, person);
    }
    if (raised) this.#show(person, [n]);
  }

  /** An account beside its owner tells nothing new, and alone it is its owner. */
  #settled(keys: readonly string[]): readonly string[] {
    const owner = this.#owners.get(keys.at(-1)!);
    if (rank(keys.at(-1)!) > 1 || owner === undefined) return keys;
    if (keys.length === 1) return [owner];
    return keys[0] === owner ? keys.slice(0, -1) : keys;
  }

  #show(person: string, lines: readonly number[]): void {
    if (lines.length > 0) this.#shown.set(person, [...(this.#shown.get(person) ?? []), ...lines]);
  }

  groups(): number[][] {
    return [...this.#shown.values()]
      .map((group) => group.toSorted((a, b) => a - b))
      .sort((a, b) => a[0]! - b[0]!);
  }
}
const rank = (key: string) => ({ i: 3, p: 2, a: 1 })[key[0] as 'i' | 'p' | 'a'];

const who = fc
  .record({
    idNo: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
    phone: fc.option(fc.nat(2), { nil: undefined, freq: 3 }),
    account: fc.option(fc.nat(2), { nil: undefined, freq: 3 }),
  })
  .filter((one) => one.idNo !== undefined || one.phone !== undefined || one.account !== undefined);
const told = fc.array(
  fc.record({ who, kind: fc.constantFrom<Kind>('cheated', 'cheated', 'install', 'call') }),
  {
    minLength: 2,
    maxLength: 14,
  },
);

/** Lines with values that no other run has, and the keys of their subjects in the model. */
function linesOf(
  story: readonly {
    who: { idNo?: number | undefined; phone?: number | undefined; account?: number | undefined };
    kind: Kind;
  }[],
) {
  const values = {
    idNo: [freshIdNo(), freshIdNo()],
    phone: [freshPhone(), freshPhone(), freshPhone()],
    account: [freshAccount(), freshAccount(), freshAccount()],
  };
  return story.map(({ who: { idNo, phone, account }, kind }) => ({
    keys: [
      ...(idNo === undefined ? [] : [`i${idNo}`]),
      ...(phone === undefined ? [] : [`p${phone}`]),
      ...(account === undefined ? [] : [`a${account}`]),
    ],
    line: line(kind, {
      ...(idNo === undefined ? {} : { idNo: values.idNo[idNo]! }),
      ...(phone === undefined ? {} : { phone: values.phone[phone]! }),
      ...(account === undefined ? {} : { account: values.account[account]! }),
    }),
  }));
}

describe('lines that cannot be written', () => {
  /** A step on this person's warning collides each time, as if another writer had made it first. */
  async function colliding(person: string): Promise<void> {
    const migrator = openDb(database.migrator, { max: 1 });
    await migrator.pool.query(`
      CREATE OR REPLACE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE unique_violation USING CONSTRAINT = 'warning_history_step'; END $$;
      CREATE OR REPLACE TRIGGER collides BEFORE INSERT ON warning FOR EACH ROW
        WHEN (NEW.person = '${person}') EXECUTE FUNCTION collide();`);
    await migrator.close();
  }

  test('fail only whoever sent them; what was sent with them by others is decided', async () => {
    const intake = openSignalIntake(deps);
    const bad = cheated({ phone: freshPhone() });
    await colliding(
      submissionsOf({ hashing: deps.vault, texts: deps.texts }, [bad], sender)[0]!.identifiers[0]!.key,
    );
    const good = Array.from({ length: 6 }, () => cheated({ phone: freshPhone() }));
    const [mine, ...theirs] = await Promise.allSettled([
      intake.take([bad], sender),
      ...good.map((one) => intake.take([one], sender)),
    ]);
    expect(mine!.status).toBe('rejected');
    expect(theirs.map((one) => one.status === 'fulfilled' && one.value[0]!.status)).toEqual(
      good.map(() => 'decided'),
    );
  });
});

describe('whatever the lines say of whom', () => {
  test('the batches they are cut into do not matter: who belongs together has one open warning with all evidence', async () => {
    await fc.assert(
      fc.asyncProperty(
        told,
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 14, maxLength: 14 }),
        async (story, cuts) => {
          const lines = linesOf(story);
          const answers: Decision[] = [];
          for (const cut of cuts) {
            const batch = lines.slice(answers.length, answers.length + cut);
            if (batch.length > 0) answers.push(...(await decide(batch.map((one) => one.line))));
          }
          const naive = new Naive();
          for (const [n, { keys }] of lines.entries()) naive.take(n, keys, answers[n]!.level !== null);
          const found = await standing(lines.map((one) => one.line));
          isWhole(found);
          const raised = answers.flatMap(({ level }, n) => (level === null ? [] : [n]));
          const groups = Map.groupBy(raised, (_, at) => found.shownIn[at]![0]!);
          expect([...groups.values()]).toEqual(naive.groups());
          const counts = await query<{ id: string; evidence_count: number }>(
            `WITH RECURSIVE family AS (
             SELECT id AS root, id FROM warning WHERE id = ANY ($1::uuid[])
             UNION SELECT f.root, w.id FROM warning w JOIN family f ON w.merged_into = f.id)
           SELECT root AS id FROM family f JOIN warning_evidence e ON e.warning_id = f.id JOIN warning w ON w.id = root
           GROUP BY root, w.evidence_count HAVING count(*) <> w.evidence_count`,
            [[...groups.keys()]],
          );
          expect(counts).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  }, 120_000);

  test('requests that race on two applications leave it so too', async () => {
    const intakes = [openSignalIntake(deps), openSignalIntake(deps)];
    await fc.assert(
      fc.asyncProperty(told, async (story) => {
        const lines = linesOf(story).map((one) => one.line);
        await Promise.all(
          lines.map((one, n) => intakes[n % 2]!.take([one, lines[(n + 1) % lines.length]!], sender)),
        );
        isWhole(await standing(lines));
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
