import type { Calendar } from '../calendar.ts';

const minute = 60_000;

/** The slow truth: is the minute that begins at this instant working time? */
export function isWorking(calendar: Calendar, instant: number): boolean {
  if (calendar.kind === 'always') return true;
  const local = new Date(instant + calendar.offset * minute);
  const minutes = local.getUTCHours() * 60 + local.getUTCMinutes();
  const day = local.toISOString().slice(0, 10);
  const segments = calendar.exceptions.get(day) ?? calendar.week[local.getUTCDay()] ?? [];
  return segments.some(([from, to]) => minutes >= from && minutes < to);
}

/** Spans in minutes. */
export interface ModelPolicy {
  readonly due: number;
  readonly prewarn: readonly number[];
  readonly escalate: readonly number[];
}

/**
 * A clock that lives one minute at a time and computes nothing ahead: it counts the minutes it ran and looks at every
 * full minute what is due. Written apart from the clock, to hold it to.
 */
export class MinuteModel {
  state: 'running' | 'paused' | 'ended' = 'running';
  spent = 0;
  left = 0;
  readonly #calendar: Calendar;
  #policy: ModelPolicy;
  #fired = new Set<string>();
  /** What would have become of it without the end; taken back, it goes on from there. */
  #withoutEnd: MinuteModel | undefined;
  /** The pause ran out while the end stood: nobody has heard of it yet. */
  #untold = false;
  #endedPaused = false;

  constructor(calendar: Calendar, policy: ModelPolicy) {
    this.#calendar = calendar;
    this.#policy = policy;
  }

  /** Looks at the beginning of a minute. @returns what fires, loudly, now */
  look(): string[] {
    const said: string[] = [];
    if (this.state === 'paused' && this.left <= 0) {
      this.state = 'running';
      said.push('resume');
    }
    if (this.#untold) said.push('resume');
    this.#untold = false;
    if (this.state !== 'running') return said;
    const come = this.#passed().filter((step) => !this.#fired.has(step));
    for (const step of come) this.#fired.add(step);
    return [...said, ...come.filter((step, i) => !step.startsWith('prewarn') || i === come.length - 1)];
  }

  /** Lets the minute that begins at `instant` pass. */
  pass(instant: number): void {
    this.#withoutEnd?.look();
    this.#withoutEnd?.pass(instant);
    if (this.state === 'running' && isWorking(this.#calendar, instant)) this.spent++;
    if (this.state === 'paused') this.left--;
  }

  pause(minutes: number): boolean {
    if (this.state !== 'running') return false;
    this.state = 'paused';
    this.left = minutes;
    return true;
  }
  resume(): boolean {
    if (this.state !== 'paused') return false;
    this.state = 'running';
    return true;
  }
  end(): boolean {
    if (this.state === 'ended') return false;
    this.#withoutEnd = this.#copy();
    this.#endedPaused = this.state === 'paused';
    this.state = 'ended';
    return true;
  }
  reopen(): boolean {
    if (this.state !== 'ended') return false;
    this.state = 'running';
    this.#withoutEnd = undefined;
    return true;
  }
  takeBack(): boolean {
    const other = this.#withoutEnd;
    if (this.state !== 'ended' || other === undefined) return false;
    this.#untold = this.#endedPaused && other.state === 'running';
    this.state = other.state;
    this.spent = other.spent;
    this.left = other.left;
    this.#withoutEnd = undefined;
    return true;
  }
  change(policy: ModelPolicy): void {
    this.#policy = policy;
    if (this.#withoutEnd !== undefined) this.#withoutEnd.change(policy);
    const passed = new Set(this.#passed());
    this.#fired = new Set([...this.#fired].filter((step) => passed.has(step)));
  }

  #passed(): string[] {
    const { due, prewarn, escalate } = this.#policy;
    const at: [string, number][] = [
      ...prewarn.map((span, i): [string, number] => [`prewarn${i + 1}`, due - span]),
      ['due', due],
      ...escalate.map((span, i): [string, number] => [`escalate${i + 1}`, due + span]),
    ];
    return at.filter(([, after]) => this.spent >= after).map(([step]) => step);
  }
  #copy(): MinuteModel {
    const copy = new MinuteModel(this.#calendar, this.#policy);
    copy.state = this.state;
    copy.spent = this.spent;
    copy.left = this.left;
    return copy;
  }
}
