import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParamValue } from '../../ground/params/index.ts';
import { dayOf, daysFrom, hourOf, sheetAt } from './calendar.ts';

type Change = readonly [at: string, value: string];

/** The parameter with its changes, the first in force since ever. */
function paramsOf(first: string, ...changes: Change[]) {
  const versions = [['0000-01-01T00:00:00Z', first] as Change, ...changes].map(([from, value], id) => ({
    from: Date.parse(from),
    version: { id, code: 'zeroing.hour', value, unit: 'hours' } satisfies ParamValue,
  }));
  return {
    value(_: string, at = new Date(0)): ParamValue {
      return versions.findLast(({ from }) => from <= at.getTime())!.version;
    },
  };
}

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);

describe('the sheet of a day', () => {
  test('ends at the hour in Asia/Shanghai; with that hour the next one begins', () => {
    const params = paramsOf('17:00');
    expect(sheetAt(params, at('16:59'))).toEqual({
      day: '2026-03-02',
      from: new Date('2026-03-01T09:00:00Z'),
      at: new Date('2026-03-02T09:00:00Z'),
    });
    expect(sheetAt(params, at('17:00'))).toMatchObject({ day: '2026-03-03', from: at('17:00') });
  });

  test('of a night hour belongs to the day whose hour it is', () => {
    expect(sheetAt(paramsOf('00:30'), at('00:29'))).toMatchObject({ day: '2026-03-02', at: at('00:30') });
    expect(dayOf(new Date('2026-03-01T16:30:00Z'))).toBe('2026-03-02');
    expect(daysFrom('2026-02-28', 1)).toBe('2026-03-01');
  });

  test('lies between two hours that meet, at any instant and with any changes of the hour', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = minute.map(clockOf);
    const instants = fc.integer({ min: 0, max: 4 * 1440 });
    const change = fc.tuple(instants, clock);
    const start = Date.parse('2026-03-01T00:00:00+08:00');
    fc.assert(
      fc.property(clock, fc.array(change, { maxLength: 4 }), instants, (first, changes, moment) => {
        const sorted = changes
          .toSorted(([a], [b]) => a - b)
          .map(([m, value]): Change => [new Date(start + m * 60_000).toISOString(), value]);
        const params = paramsOf(first, ...sorted);
        const now = new Date(start + moment * 60_000);
        const sheet = sheetAt(params, now);
        expect(sheet.from <= now && now < sheet.at).toBe(true);
        expect(sheetAt(params, sheet.at).from).toEqual(sheet.at);
        expect(sheetAt(params, new Date(sheet.at.getTime() - 1)).at).toEqual(sheet.at);
      }),
    );
  });
});

describe('a change of the hour', () => {
  test('counts the same day while the old and the new hour lie ahead', () => {
    expect(hourOf(paramsOf('17:00', ['2026-03-02T04:00:00Z', '18:00']), '2026-03-02').at).toEqual(
      at('18:00'),
    );
    expect(hourOf(paramsOf('17:00', ['2026-03-02T04:00:00Z', '13:00']), '2026-03-02').at).toEqual(
      at('13:00'),
    );
  });

  test('and another one after it each count, as long as the day has not ended', () => {
    const twice = paramsOf('17:00', ['2026-03-02T04:00:00Z', '18:00'], ['2026-03-02T09:30:00Z', '19:00']);
    expect(hourOf(twice, '2026-03-02').at).toEqual(at('19:00'));
  });

  test('never ends a day in the past', () => {
    const clock = fc.integer({ min: 0, max: 1439 }).map(clockOf);
    const change = fc.tuple(fc.integer({ min: 1, max: 1439 }), clock);
    fc.assert(
      fc.property(clock, fc.array(change, { maxLength: 4 }), (first, changes) => {
        const sorted = changes
          .toSorted(([a], [b]) => a - b)
          .map(([m, value]): Change => [at(clockOf(m)).toISOString(), value]);
        let open = hourOf(paramsOf(first), '2026-03-02').at;
        for (const [count, [instant]] of sorted.entries()) {
          const known = hourOf(paramsOf(first, ...sorted.slice(0, count + 1)), '2026-03-02').at;
          if (open > new Date(instant)) expect(known >= new Date(instant)).toBe(true);
          else expect(known).toEqual(open);
          open = known;
        }
      }),
    );
  });

  test('to an hour that is over, or after the old one, counts from the next day on', () => {
    const back = paramsOf('17:00', ['2026-03-02T04:00:00Z', '09:00']);
    expect(hourOf(back, '2026-03-02').at).toEqual(at('17:00'));
    expect(hourOf(back, '2026-03-03').at).toEqual(new Date('2026-03-03T01:00:00Z'));
    const after = paramsOf('17:00', ['2026-03-02T10:00:00Z', '19:00']);
    expect(hourOf(after, '2026-03-02').at).toEqual(at('17:00'));
  });
});
