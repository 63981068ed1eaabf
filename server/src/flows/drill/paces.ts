import type { Level } from '@lanzha/contract';
import type { chanceOf } from '@lanzha/engine/drill';

type Chance = ReturnType<typeof chanceOf>;
/** What the next step is, as far as its time goes. */
export type Pace = 'sign' | 'contact' | 'again' | 'meet' | 'close';

/** Minutes that a move usually takes to come about. Urgent work does not wait for the morning. */
const usual: Readonly<Record<Level, Readonly<Record<Pace, number>>>> = {
  urgent: { sign: 1.5, contact: 3, again: 4, meet: 28, close: 30 },
  high: { sign: 8, contact: 18, again: 20, meet: 120, close: 60 },
  middle: { sign: 40, contact: 120, again: 110, meet: 700, close: 240 },
  low: { sign: 160, contact: 420, again: 400, meet: 1_500, close: 400 },
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When the next move comes. `slow` officers are slow at the beginning: that is how warnings get overdue. */
export function timeOfMove(chance: Chance, move: Pace, level: Level, now: number, slow: boolean): number {
  const factor = slow && (move === 'sign' || move === 'contact') ? 9 : 1;
  const at = now + chance.around(usual[level][move] * factor) * minute;
  return level === 'middle' || level === 'low' ? inTheDay(at, chance) : at;
}

/** Middle and low ones are worked on from eight to eight (Asia/Shanghai). */
function inTheDay(at: number, chance: Chance): number {
  const local = at + 8 * hour;
  const clock = local % day;
  if (clock >= 8 * hour && clock < 20 * hour) return Math.floor(at);
  const midnight = local - clock - 8 * hour;
  const morning = clock < 8 * hour ? midnight : midnight + day;
  return Math.floor(morning + 8 * hour + chance.next() * 2.5 * hour);
}
