import { type Emergency, threadsOfEmergency } from './emergencies.ts';
import { linesOf, type StoryLine } from './lines.ts';
import { ordinaryHour } from './ordinary.ts';
import { dayOf, hour } from './seasons.ts';
import { firstDayFor, type Thread, threadsOfDay } from './threads.ts';
import type { World } from './world.ts';

/** All that happens in a world, at any time. Any span can be asked for alone; what was asked for lately is kept. */
export interface Story {
  /** Signals with `from <= at < to`, in order of time. `emergencies` are those started so far. */
  between(from: number, to: number, emergencies?: readonly Emergency[]): StoryLine[];
  /** Threads that begin in a span. */
  threadsBetween(from: number, to: number, emergencies?: readonly Emergency[]): Thread[];
}

interface Told {
  readonly threads: readonly Thread[];
  readonly lines: readonly StoryLine[];
}

export function openStory(world: World): Story {
  const days = new Map<number, Told>();
  const alarms = new Map<string, Told>();
  const told = (threads: readonly Thread[]): Told => ({
    threads,
    lines: threads.flatMap((thread) => linesOf(world, thread)),
  });
  const ofDay = (number: number): Told => {
    const known = days.get(number) ?? told(threadsOfDay(world, number));
    days.set(number, known);
    return known;
  };
  const ofEmergency = (emergency: Emergency): Told => {
    const key = `${emergency.n}/${emergency.kind}/${emergency.at}`;
    const known = alarms.get(key) ?? told(threadsOfEmergency(world, emergency));
    alarms.set(key, known);
    return known;
  };
  const running = (from: number, to: number, emergencies: readonly Emergency[]): Told[] => {
    const first = firstDayFor(from);
    for (const number of days.keys()) if (number < first) days.delete(number);
    const spans: Told[] = [];
    for (let number = first; number <= dayOf(to); number++) spans.push(ofDay(number));
    return [...spans, ...emergencies.map(ofEmergency)];
  };
  return {
    between(from, to, emergencies = []) {
      const lines = running(from, to, emergencies).flatMap((one) => one.lines);
      for (let start = Math.floor(from / hour) * hour; start < to; start += hour)
        lines.push(...ordinaryHour(world, start));
      return lines
        .filter((line) => line.at >= from && line.at < to)
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
    threadsBetween(from, to, emergencies = []) {
      return running(from, to, emergencies)
        .flatMap((one) => one.threads)
        .filter(({ begins }) => begins >= from && begins < to);
    },
  };
}
