import type { DrillEmergency } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';

/** How the drill goes on; what is true in its story is not here (decision 0034). */
export interface DrillRow {
  readonly madeAt: Date | null;
  readonly running: boolean;
  readonly speed: number;
  /** The officers of the story go on working beside the trainees. */
  readonly colleagues: boolean;
  readonly storyAt: Date;
  readonly sent: number;
  readonly fedAt: Date | null;
}

/** null in a real database, and in a drill that has no district. */
export async function findDrill(tx: Tx): Promise<DrillRow | null> {
  const { rows } = await tx.query<DrillRow>({
    name: 'find-drill',
    text: `SELECT made_at AS "madeAt", running, speed, colleagues, story_at AS "storyAt", sent, fed_at AS "fedAt" FROM drill_state`,
  });
  return rows[0] ?? null;
}

/** Begins a district. @throws check_violation in a real database, unique_violation where there is one already */
export async function beginDrill(tx: Tx, storyAt: Date): Promise<void> {
  await tx.query('INSERT INTO drill_state (story_at) VALUES ($1)', [storyAt]);
}

/** The district is whole: its history ends here. */
export async function completeDrill(tx: Tx, storyAt: Date): Promise<void> {
  await tx.query('UPDATE drill_state SET story_at = $1, made_at = now()', [storyAt]);
}

/** Takes a span of the story for telling; false when another server has it. What is taken is told once at most. */
export async function takeSpan(tx: Tx, from: Date, to: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'take-drill-span',
    text: 'UPDATE drill_state SET story_at = $2, fed_at = now() WHERE story_at = $1',
    values: [from, to],
  });
  return rowCount === 1;
}

export async function countSent(tx: Tx, lines: number): Promise<void> {
  await tx.query({
    name: 'count-drill-lines',
    text: 'UPDATE drill_state SET sent = sent + $1',
    values: [lines],
  });
}

export async function controlDrill(
  tx: Tx,
  {
    running,
    speed,
    colleagues,
  }: { running?: boolean | undefined; speed?: number | undefined; colleagues?: boolean | undefined },
): Promise<void> {
  await tx.query(
    `UPDATE drill_state SET running = coalesce($1, running), speed = coalesce($2, speed),
       colleagues = coalesce($3, colleagues)`,
    [running ?? null, speed ?? null, colleagues ?? null],
  );
}

/** An emergency that somebody started; `at` is story time. */
export interface StartedEmergency {
  readonly n: number;
  readonly kind: DrillEmergency;
  readonly at: Date;
}

export async function startEmergency(tx: Tx, kind: DrillEmergency, by: string): Promise<void> {
  await tx.query('INSERT INTO drill_emergency (kind, at, by) SELECT $1, story_at, $2 FROM drill_state', [
    kind,
    by,
  ]);
}

/** The newest first. */
export async function listEmergencies(tx: Tx, limit: number): Promise<StartedEmergency[]> {
  const { rows } = await tx.query<StartedEmergency>({
    name: 'list-drill-emergencies',
    text: 'SELECT n, kind, at FROM drill_emergency ORDER BY n DESC LIMIT $1',
    values: [limit],
  });
  return rows;
}
