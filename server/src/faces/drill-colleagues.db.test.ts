import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DrillState,
  DutyNow,
  DutyPost,
  Me,
  Roster,
  Shift,
  ShiftDetail,
  WarningDetail,
} from '@lanzha/contract';
import type { Truth } from '@lanzha/engine/drill';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readTruth, truthFileIn } from '../flows/drill/index.ts';
import { readConfig } from '../ground/config/index.ts';
import { machine } from '../ground/db/index.ts';
import { testDatabase } from '../testing/database.ts';
import { dumpOf, leaksOf } from '../testing/dump.ts';
import { createDistrict } from './drill.ts';
import { Browser, startTestApp, type TestApp } from './testing.ts';

const database = await testDatabase();
const superuser = { ...inject('postgres').superuser, database: database.app.database };
const data = await mkdtemp(join(tmpdir(), 'lanzha-colleagues-'));
const until = new Date(Math.floor(Date.now() / 60_000) * 60_000);
const minute = 60_000;
/** An hour of the story goes by in a tick. */
const fast = 3_600;
let app: TestApp;
let officer: Browser;

const start = () => startTestApp(database, { drill: true, live: true, data });
beforeAll(async () => {
  const config = readConfig({ data, drill: true }, {});
  await createDistrict(database, config, { seed: 7, days: 2, scale: 0.3, until }, () => undefined);
  app = await start();
  officer = await enter('duty-officer');
}, 120_000);
afterAll(async () => {
  await app.close();
  await rm(data, { recursive: true, force: true });
});

async function enter(username: string): Promise<Browser> {
  const tab = new Browser(app);
  const { status, body } = await tab.post<Me>('/drill/enter', { username });
  expect([username, status]).toEqual([username, 200]);
  tab.csrf = body.csrf;
  return tab;
}
const rowsOf = async <T extends object>(sql: string, values: unknown[] = []) =>
  (await app.db.inTransaction(machine, (tx) => tx.query<T>(sql, values))).rows;
const acts = async (id: string) =>
  (
    await rowsOf<{ act: string }>(
      "SELECT act FROM warning_history WHERE warning_id = $1 AND by = 'person' ORDER BY version, id",
      [id],
    )
  ).map(({ act }) => act);
const allActs = async () =>
  Number(
    (await rowsOf<{ n: string }>("SELECT count(*) AS n FROM warning_history WHERE by = 'person'"))[0]!.n,
  );
const storyAt = async () =>
  (await rowsOf<{ at: Date }>('SELECT story_at AS at FROM drill_state'))[0]!.at.getTime();
const control = (running: boolean, speed = fast, colleagues = true) =>
  rowsOf('UPDATE drill_state SET running = $1, speed = $2, colleagues = $3', [running, speed, colleagues]);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}
/** The story goes on until this was done, as far as the slowest officer takes, and at least so many minutes. */
async function tellUntil(id: string, act: string, least = 4 * 60, speed = fast): Promise<string[]> {
  const from = await storyAt();
  await control(true, speed);
  await waitUntil(async () => {
    const passed = ((await storyAt()) - from) / minute;
    return passed >= 36 * 60 || (passed >= least && (await acts(id)).includes(act));
  });
  await stop();
  return acts(id);
}
/** Pauses the story, and waits for the tick that was under way: the next one has taken its turn and nothing of the story. */
async function stop(): Promise<void> {
  await control(false);
  const seen = async () => {
    const [row] = await rowsOf<{ story: Date; fed: Date }>(
      'SELECT story_at AS story, fed_at AS fed FROM drill_state',
    );
    return { story: row!.story.getTime(), fed: row!.fed?.getTime() };
  };
  let last = await seen();
  await waitUntil(async () => {
    const now = await seen();
    const idle = now.fed !== last.fed && now.story === last.story;
    last = now;
    return idle;
  });
}

let entered = 0;
/** An urgent warning at a unit, as the desk enters one. */
async function warningAt(unit: string): Promise<string> {
  const [place] = await rowsOf<{ code: string }>('SELECT place_code AS code FROM unit WHERE code = $1', [
    unit,
  ]);
  entered += 1;
  const signal = {
    id: crypto.randomUUID(),
    kind: 'instruction',
    at: new Date().toISOString(),
    level: 'urgent',
    subject: {
      phone: `1600777${String(entered).padStart(4, '0')}`,
      name: '赵小云',
      ...(unit === 'DRILL-FZ' ? {} : { place: place!.code }),
    },
  };
  const { status, body } = await officer.post<{ warningId: string }>('/signals/enter', signal);
  expect(status, JSON.stringify(body)).toBe(200);
  const [row] = await rowsOf<{ unit: string }>(
    'SELECT u.code AS unit FROM warning w JOIN unit u ON u.id = w.unit_id WHERE w.id = $1',
    [body.warningId],
  );
  expect(row?.unit).toBe(unit);
  return body.warningId;
}
async function sign(id: string): Promise<void> {
  const { body } = await officer.get<WarningDetail>(`/warnings/${id}`);
  expect((await officer.post(`/warnings/${id}/sign`, { version: body.version })).status).toBe(200);
}

describe('the desks of a district', () => {
  test('are kept now, with a roster that leaves no hour of the coming week open and nobody twice', async () => {
    const { body: posts } = await officer.get<DutyPost[]>('/shifts/posts');
    expect(posts.map(({ unit }) => unit.name)).toContain('云岭县反诈中心');
    expect(posts.length).toBeGreaterThan(3);
    const from = new Date(until.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    for (const { id } of posts) {
      const { body } = await officer.get<Roster>(`/shifts/roster?post=${id}&from=${from}`);
      expect(body.shifts.length).toBeGreaterThan(5);
      expect([body.gaps.filter(({ from }) => Date.parse(from) > until.getTime()), body.clashes]).toEqual([
        [],
        [],
      ]);
    }
  });

  test('show who is on duty, the hand-overs before, and one that waits for whoever comes', async () => {
    const { body } = await officer.get<DutyNow>('/shifts/now');
    expect(body.onDuty).toMatchObject([{ state: 'handing_over', punctual: 'ok' }]);
    expect(body.late).toEqual([]);
    const [offered] = body.mine.offered;
    expect(offered?.note).toMatch(/^交班时/);
    expect(offered?.note).toContain('接班后请先签收新来的');
    const { body: past } = await officer.get<{ items: Shift[] }>('/shifts/past');
    expect(past.items.length).toBeGreaterThan(6);
    for (const { state, note, punctual, readAt } of past.items) {
      expect({ state, punctual }).toEqual({ state: 'handed_over', punctual: 'ok' });
      expect([note !== null, readAt !== null]).toEqual([true, true]);
    }
  });

  test('keep their notes sealed', async () => {
    const { body } = await officer.get<DutyNow>('/shifts/now');
    const note = body.mine.offered[0]?.note ?? '';
    expect(leaksOf(await dumpOf(superuser), [note, '接班后请先签收新来的'])).toEqual([]);
  }, 30_000);

  test('lie at the times of the story', async () => {
    const [span] = await rowsOf<{ first: Date; last: Date }>(
      'SELECT min(at) AS first, max(at) AS last FROM shift_history',
    );
    expect(span!.first.getTime()).toBeGreaterThanOrEqual(until.getTime() - 2 * 86_400_000);
    expect(span!.last.getTime()).toBeLessThanOrEqual(until.getTime());
  });

  test('are taken over by a trainee, and by a colleague from the trainee', async () => {
    const { body } = await officer.get<DutyNow>('/shifts/now');
    const { id, version, person } = body.mine.offered[0]!;
    const taken = await officer.post<ShiftDetail>(`/shifts/${id}/confirm`, { version, take: false });
    expect(taken, JSON.stringify(taken.body)).toMatchObject({ status: 200, body: { state: 'on_duty' } });
    const own = taken.body;
    const handed = await officer.post<ShiftDetail>(`/shifts/${own.id}/hand-over`, {
      version: own.version,
      taker: person.id,
      note: '都办了，请接着看。',
    });
    expect(handed.status, JSON.stringify(handed.body)).toBe(200);
    await rowsOf("UPDATE shift SET handed_at = handed_at - interval '3 minutes' WHERE id = $1", [own.id]);
    await control(true, 1);
    await waitUntil(
      async () => (await officer.get<ShiftDetail>(`/shifts/${own.id}`)).body.state === 'handed_over',
    );
    await control(false);
  }, 60_000);
});

describe('colleagues in a live drill', () => {
  let waiting: string;
  test('sign, contact and close at a station nobody plays, and leave what is new where somebody plays', async () => {
    const theirs = await warningAt('DRILL-PS03');
    waiting = await warningAt('DRILL-FZ');
    const touched = await warningAt('DRILL-PS02');
    await sign(touched);
    const done = await tellUntil(theirs, 'close');
    expect([done[0], done.at(-1)]).toEqual(['sign', 'close']);
    expect(done).toContain('contact');
    expect(await acts(waiting)).toEqual([]);
    expect(await acts(touched)).toEqual(['sign']);
  }, 120_000);

  test('take what nobody plays any more, but never what was touched', async () => {
    const touched = await warningAt('DRILL-FZ');
    await sign(touched);
    await rowsOf("UPDATE session SET seen_at = now() - interval '31 minutes'");
    expect(await tellUntil(waiting, 'sign')).toContain('sign');
    expect(await acts(touched)).toEqual(['sign']);
    officer = await enter('duty-officer');
  }, 120_000);

  test('work on what the desk gives to a station', async () => {
    const sent = await warningAt('DRILL-FZ');
    const [unit] = await rowsOf<{ id: string }>("SELECT id FROM unit WHERE code = 'DRILL-PS02'");
    const { version } = (await officer.get<WarningDetail>(`/warnings/${sent}`)).body;
    const given = await officer.post(`/warnings/${sent}/assign`, { version, unit: unit!.id });
    expect(given.status).toBe(200);
    expect((await tellUntil(sent, 'sign')).slice(0, 2)).toEqual(['assign', 'sign']);
  }, 120_000);

  test('do nothing while the drill is paused, and nothing while they are to keep still', async () => {
    await warningAt('DRILL-PS03');
    const before = await allActs();
    await control(false);
    await pause(2_500);
    expect(await allActs()).toBe(before);
    await control(true, fast, false);
    const from = await storyAt();
    await waitUntil(async () => (await storyAt()) > from + 4 * 60 * minute);
    expect(await allActs()).toBe(before);
    await control(true);
    await waitUntil(async () => (await allActs()) > before);
    await control(false);
  }, 120_000);

  test('are told to keep still by whoever leads the drill, which is on record', async () => {
    expect((await officer.get<DrillState>('/drill')).body.colleagues).toBe(true);
    const { body } = await officer.post<DrillState>('/drill/control', { colleagues: false });
    expect(body.colleagues).toBe(false);
    const [entry] = await rowsOf<{ detail: object }>(
      "SELECT detail FROM audit_record WHERE event = 'drill.controlled' ORDER BY at DESC LIMIT 1",
    );
    expect(entry?.detail).toEqual({ colleagues: false });
    const grid = await enter('grid-worker');
    expect((await grid.post('/drill/control', { colleagues: true })).status).toBe(403);
    expect((await officer.post<DrillState>('/drill/control', { colleagues: true })).body.colleagues).toBe(
      true,
    );
  });

  test('take up after a restart what is open, and do nothing twice', async () => {
    const open = await warningAt('DRILL-PS03');
    await tellUntil(open, 'contact', 2, 120);
    expect(await acts(open)).toContain('contact');
    expect(await acts(open)).not.toContain('close');
    await app.close();
    app = await start();
    officer = await enter('duty-officer');
    const done = await tellUntil(open, 'close');
    expect([done[0], done.at(-1)]).toEqual(['sign', 'close']);
    const twice = await rowsOf(
      `SELECT warning_id, act FROM warning_history WHERE act IN ('sign', 'close') AND by = 'person'
       GROUP BY warning_id, act HAVING count(*) > 1
         AND NOT EXISTS (SELECT FROM warning_history r WHERE r.warning_id = warning_history.warning_id AND r.act = 'assign')`,
    );
    expect(twice).toEqual([]);
  }, 120_000);

  test('act under their own names alone, at times that follow each other and have come', async () => {
    const [wrong] = await rowsOf<{ n: string }>(
      `SELECT count(*) AS n FROM (
         SELECT at, lag(at) OVER (PARTITION BY warning_id ORDER BY version, id) AS before
         FROM warning_history WHERE at > $1) h WHERE at < before OR at > clock_timestamp()`,
      [until],
    );
    expect(Number(wrong!.n)).toBe(0);
    const strangers = await rowsOf(
      `SELECT DISTINCT p.username FROM warning_history h JOIN person p ON p.id = h.actor_id
       WHERE h.by = 'person' AND p.signed_in_at IS NOT NULL AND p.username <> 'duty-officer'`,
    );
    expect(strangers).toEqual([]);
  });

  test('bring people off it once, and those do not pay any more', async () => {
    const truth = (await readTruth(truthFileIn(data))) ?? [];
    const stopped = truth.flatMap((one) => (one.kind === 'stopped' ? [one.thread] : []));
    expect(stopped.length).toBeGreaterThan(0);
    expect(new Set(stopped).size).toBe(stopped.length);
    const over = new Set<string>();
    const paidAfter: Truth[] = [];
    for (const one of truth) {
      if (one.kind === 'stopped' && one.at > until.getTime()) over.add(one.thread);
      if (one.kind === 'paid' && over.has(one.thread)) paidAfter.push(one);
    }
    expect(over.size).toBeGreaterThan(0);
    expect(paidAfter).toEqual([]);
  });
});
