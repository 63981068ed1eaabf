import type { Outcome } from '@lanzha/contract';
import { chanceOf } from '@lanzha/engine/drill';
import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import { inTransactionOrRefusal } from '../../ground/refusal/index.ts';
import type { WarningsDeps } from '../../work/warnings/index.ts';
import { finishAndFollow } from '../finish-follow-up.ts';
import type { Crew } from './crew.ts';
import type { Plot } from './plot.ts';

export interface LookingAfterDeps extends WarningsDeps {
  readonly db: Db;
  readonly crew: Crew;
  readonly plot: Plot;
  readonly seed: number;
  /** The instant that an act carries which is due at `at`. */
  readonly clockOf: (at: number) => Date;
  /** Attempts behind a warning, as far as they are known. */
  readonly threadsOf: (warningId: string) => Iterable<string>;
}

/** Officers of the story look again at whom they brought off it, mostly in time. */
export interface LookingAfter {
  /** Does what is to be done at an instant; milliseconds. */
  keep(at: number): Promise<void>;
}

const hour = 3_600_000;
const day = 24 * hour;
const together = 6;
const atOnce = 200;
const well = [
  '本人说没有再联系对方，也没有转账。',
  '已卸载对方让装的软件，家人也知道了。',
  '对方又来过电话，本人没有接。',
  '情绪平稳，再次提醒不共享屏幕、不转账。',
] as const;
const notThere = ['两次拨打无人接听，已发短信提醒。', '电话关机，请网格员顺路看一看。'] as const;

export function openLookingAfter(deps: LookingAfterDeps): LookingAfter {
  const { db, crew, plot, seed } = deps;

  async function lookAgain(one: Due, at: number): Promise<void> {
    const { id, version, no, step } = one;
    const chance = chanceOf(seed, 'follow-up', no, step);
    if (at < timeFor(one, chance) || !isByDay(at)) return;
    // Who still pays, or paid after the ending, has bad news to tell: that is left to people.
    const standing = plot.standingOf(deps.threadsOf(one.warningId), at);
    if (standing !== null && (standing.left > 0 || (standing.paid > 0 && one.outcome !== 'cheated'))) return;
    const actor = (await crew.handlersOf(one.unitId)).find((each) => each.id === one.assigneeId);
    if (actor === undefined) return;
    const now = deps.clockOf(at);
    const found = chance.hits(0.9)
      ? { result: 'safe' as const, note: chance.pick(well) }
      : { result: 'not_reached' as const, note: chance.pick(notThere) };
    await inTransactionOrRefusal(db, actor.scope, (tx) =>
      finishAndFollow({ ...deps, tx, actor, now }, { id, version, method: 'call', ...found }),
    );
  }

  return {
    async keep(at) {
      const due = await db.inTransaction(machine, (tx) => readDue(tx, at));
      for (let first = 0; first < due.length; first += together)
        await Promise.all(due.slice(first, first + together).map((one) => lookAgain(one, at)));
    },
  };
}

interface Due {
  readonly id: string;
  readonly version: number;
  readonly warningId: string;
  readonly no: number;
  readonly step: number;
  readonly outcome: Outcome | null;
  readonly plannedAt: Date;
  readonly dueAt: Date;
  readonly unitId: string;
  readonly assigneeId: string;
}

/** Some time between when it is planned and when it is due; now and then somebody forgets, for a day or so. */
function timeFor({ plannedAt, dueAt }: Due, chance: ReturnType<typeof chanceOf>): number {
  const [from, to] = [plannedAt.getTime(), dueAt.getTime()];
  if (chance.hits(0.06)) return to + Math.floor(chance.next() * 1.5 * day);
  return from + Math.floor(chance.next() * 0.7 * (to - from));
}

/** From nine to nine (Asia/Shanghai). */
function isByDay(at: number): boolean {
  const clock = (at + 8 * hour) % day;
  return clock >= 9 * hour && clock < 21 * hour;
}

async function readDue(tx: Tx, at: number): Promise<Due[]> {
  const { rows } = await tx.query<Due>({
    name: 'read-drill-follow-ups',
    text: `SELECT f.id, f.version, f.warning_id AS "warningId", w.no::integer AS no, f.step, w.outcome, f.planned_at AS "plannedAt",
             f.due_at AS "dueAt", f.unit_id AS "unitId", f.assignee_id AS "assigneeId"
           FROM follow_up f JOIN warning w ON w.id = f.warning_id
           WHERE f.state = 'open' AND f.planned_at <= $1 ORDER BY f.due_at DESC, f.id LIMIT ${atOnce}`,
    values: [new Date(at)],
  });
  return rows;
}
