import { chanceOf } from '@lanzha/engine/drill';
import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import { findActor } from '../../ground/directory/index.ts';
import { inTransactionOrRefusal } from '../../ground/refusal/index.ts';
import { type ShiftDeps, type ShiftDesk, service } from '../../work/shifts/index.ts';
import { deskNote } from './desk-notes.ts';
import { type DeskShift, type DeskStep, deskStepsAt } from './desk-plan.ts';

export interface DesksDeps extends ShiftDeps {
  readonly db: Db;
  readonly seed: number;
  /** The instant that an act carries which is due at `at`; by whose user name. */
  readonly clockOf: (at: number, keeper: string) => Date;
  /** User names of the accounts that are colleagues unless somebody signed in to them. */
  readonly names: readonly string[];
}

/** Keeps the desks of the district: colleagues come on time, hand over with a note, and read that of others. */
export interface Desks {
  /** Does what is to be done at an instant; milliseconds. A "no" is met again the next time. */
  keep(at: number): Promise<void>;
}

/** A shift that begins within this time is looked at. */
const ahead = 20 * 60_000;
/** So many desks at the same moment. */
const together = 4;

export function openDesks(deps: DesksDeps): Desks {
  const { db, seed } = deps;

  async function take(step: DeskStep, at: number, isColleague: (person: string) => boolean): Promise<void> {
    const actor = await db.inTransaction(machine, (tx) => findActor(tx, step.by));
    if (actor === null) return;
    const now = deps.clockOf(at, actor.username);
    await inTransactionOrRefusal(db, actor.scope, (tx) =>
      doStep({ ...deps, tx, actor, now }, step, seed, isColleague),
    );
  }

  return {
    async keep(at) {
      const found = await db.inTransaction(machine, (tx) => readDesks(tx, at, deps.names));
      const colleagues = new Set(found.flatMap(({ colleagues: some }) => some));
      const isColleague = (person: string) => colleagues.has(person);
      // Each at a desk of its own.
      const steps = deskStepsAt(found, at, isColleague);
      for (let first = 0; first < steps.length; first += together)
        await Promise.all(steps.slice(first, first + together).map((step) => take(step, at, isColleague)));
    },
  };
}

async function doStep(
  desk: ShiftDesk,
  step: DeskStep,
  seed: number,
  isColleague: (person: string) => boolean,
) {
  const { shift } = step;
  const seen = { id: shift.id, version: shift.version };
  switch (step.act) {
    case 'sign_on':
      return service.signOn(desk, seen);
    case 'take_back':
      return service.takeBack(desk, seen);
    case 'confirm':
      // What a trainee holds is left to them, and a colleague goes on with what is theirs.
      return service.confirmShift(desk, { ...seen, take: false });
    case 'hand_over': {
      const chance = chanceOf(seed, 'note', shift.from, desk.actor.username);
      const night = new Date(shift.from + 8 * 3_600_000).getUTCHours() >= 18;
      const kept = desk.actor.roles.includes('station_officer') ? 'station' : night ? 'night' : 'day';
      const note = deskNote(chance, await service.readOpen(desk), kept, !isColleague(step.to));
      return service.handOver(desk, { ...seen, taker: step.to, note });
    }
  }
}

type Row = Omit<DeskShift, 'from' | 'to' | 'handedAt'> & {
  from: Date;
  to: Date;
  handedAt: Date | null;
  colleagues: string[];
};

async function readDesks(tx: Tx, at: number, names: readonly string[]) {
  const { rows } = await tx.query<Row>({
    name: 'read-drill-desks',
    text: `SELECT s.id, s.version, s.post_id::text || s.role AS place, s.state, s.starts_at AS "from", s.ends_at AS "to",
             s.person_id AS person, s.taker_id AS taker, s.handed_at AS "handedAt",
             ARRAY(SELECT id FROM person WHERE id IN (s.person_id, s.taker_id) AND username = ANY ($3)
                     AND signed_in_at IS NULL AND disabled_at IS NULL) AS colleagues
           FROM shift s
           WHERE s.state IN ('on_duty', 'handing_over') OR (s.state = 'planned' AND s.ends_at > $1 AND s.starts_at <= $2)
           ORDER BY s.starts_at, s.id`,
    values: [new Date(at), new Date(at + ahead), names],
  });
  return rows.map(({ from, to, handedAt, ...row }) => ({
    ...row,
    from: from.getTime(),
    to: to.getTime(),
    handedAt: handedAt?.getTime() ?? null,
  }));
}
