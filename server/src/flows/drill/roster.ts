import { centreCode, chanceOf, type DrillUnit, type World } from '@lanzha/engine/drill';
import type { Db } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { type AnyRefusal, isRefusal } from '../../ground/refusal/index.ts';
import { createPost, planShift, type ShiftDeps, type ShiftDesk } from '../../work/shifts/index.ts';
import { colleagueNames } from './crew.ts';
import { type History, instantsIn, type PlannedSpan, rhythms, spansOf, stationsFrom } from './desk-plan.ts';
import { openDesks } from './desks.ts';
import type { District } from './found-district.ts';

export interface RosterDeps extends ShiftDeps {
  readonly db: Db;
  readonly world: World;
  readonly district: District;
}

/** The desks of the district through its history: planned in good time, kept, and open for a trainee at its end. */
export interface Roster {
  /** Lives through a stretch of the story: one after the other, in order. */
  live(from: number, to: number): Promise<void>;
}

interface Post {
  readonly id: string;
  readonly planner: Actor;
  readonly spans: readonly PlannedSpan[];
}

const day = 86_400_000;
const aWeek = 7 * day;

export async function openRoster(deps: RosterDeps, history: History): Promise<Roster> {
  const { world } = deps;
  const { seed } = world.params;
  const desks = openDesks({
    ...deps,
    seed,
    names: colleagueNames(world),
    clockOf: (at, keeper) => new Date(at + chanceOf(seed, 'late', at, keeper).whole(0, 150) * 1_000),
  });
  const posts = (await Promise.all(world.units.map((unit) => foundPost(deps, unit, history)))).flat();
  let planned = Number.NEGATIVE_INFINITY;

  async function plan(now: number, to: number): Promise<void> {
    const due = (one: PlannedSpan) => one.from >= planned && one.from < to;
    await Promise.all(
      posts.map((post) =>
        asActor(deps, post.planner, now, (desk) => planSpans(desk, post.id, post.spans.filter(due))),
      ),
    );
    planned = to;
  }

  return {
    async live(from, to) {
      if (from + aWeek + day >= planned) await plan(from, from + 2 * aWeek + day);
      for (const instant of instantsIn(history, from, to)) await desks.keep(instant);
    },
  };
}

/** None for a unit whose people keep no desk. */
async function foundPost(deps: RosterDeps, unit: DrillUnit, history: History): Promise<Post[]> {
  const { world, district } = deps;
  const begins = unit.code === centreCode ? history.from : stationsFrom(history);
  const rhythm = rhythms[unit.kind];
  const crew = district.crews.get(unit.code) ?? [];
  const planner = crew.find(({ acts }) => acts.includes('shifts.plan'));
  const people = crew.filter(({ acts }) => acts.includes('shifts.take')).map(({ id }) => id);
  if (rhythm === undefined || planner === undefined || people.length < 2) return [];
  const steppedInto = world.staff.find(
    (one) =>
      one.handedOut && one.unit === unit.code && ['duty_officer', 'station_officer'].includes(one.role),
  );
  const trainee = district.people.get(steppedInto?.username ?? '');
  const { id } = await asActor(deps, planner, begins, ({ tx, actor }) =>
    createPost(tx, actor, { unit: actor.unitId, name: rhythm.name, roundClock: true }).then(agreed),
  );
  return [{ id, planner, spans: spansOf(rhythm, { ...history, from: begins }, people, trainee) }];
}

async function planSpans(desk: ShiftDesk, post: string, spans: readonly PlannedSpan[]): Promise<void> {
  for (const { person, from, to } of spans) {
    const [startsAt, endsAt] = [new Date(from).toISOString(), new Date(to).toISOString()];
    agreed(await planShift(desk, { post, person, role: 'A', startsAt, endsAt }));
  }
}

/** @throws RangeError for a "no": a mistake of the story */
function agreed<T>(done: T): Exclude<T, AnyRefusal> {
  if (isRefusal(done)) throw new RangeError(`drill roster: ${done.code}`);
  return done as Exclude<T, AnyRefusal>;
}

const asActor = <T>(
  { db, vault, params }: RosterDeps,
  actor: Actor,
  now: number,
  act: (desk: ShiftDesk) => Promise<T>,
): Promise<T> => db.inTransaction(actor.scope, (tx) => act({ vault, params, tx, actor, now: new Date(now) }));
