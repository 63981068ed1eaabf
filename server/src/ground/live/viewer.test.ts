import { beforeEach, describe, expect, test } from 'vitest';
import type { Scope } from '../db/index.ts';
import type { OutboxRow } from './outbox.ts';
import { compare, fromEventId, toEventId } from './position.ts';
import { createViewer, maySee, type Sink } from './viewer.ts';

const row = (seq: number, placeCode = '330206001', unitId: string | null = null): OutboxRow => ({
  xid: 7n,
  seq: BigInt(seq),
  placeCode,
  personId: null,
  unitId,
  body: { type: 'reset' },
});
const county: Scope = { kind: 'person', person: 'p', place: '330206', units: [] };

let written: string[];
let sink: Sink & { waiting: number; cut: boolean };
const ids = () => written.join('').match(/(?<=id: )\S+/g) ?? [];

beforeEach(() => {
  written = [];
  sink = {
    waiting: 0,
    cut: false,
    destroyed: false,
    write: (text) => written.push(text) > 0,
    end: () => undefined,
    destroy: () => {
      sink.cut = true;
    },
    get writableLength() {
      return sink.waiting;
    },
  };
});

const viewer = (scope = county) =>
  createViewer(sink, { sessionHash: Buffer.alloc(32), personId: 'p', scope, rights: '' });

describe('an open tab', () => {
  test('is told first what it missed, then what came meanwhile', () => {
    const tab = viewer();
    tab.take([row(3)]);
    expect(written).toEqual([]);
    tab.caughtUp([row(1), row(2)]);
    tab.take([row(4)]);
    expect(ids()).toEqual(['7.1', '7.2', '7.3', '7.4']);
  });

  test('is told nothing outside its scope', () => {
    const tab = viewer();
    tab.caughtUp([row(1, '330205001'), row(2, '330206')]);
    expect(ids()).toEqual(['7.2']);
  });

  test('that does not read is cut off', () => {
    const tab = viewer();
    tab.caughtUp([]);
    sink.waiting = 300_000;
    tab.take([row(1)]);
    expect(sink.cut).toBe(true);
  });

  test('that is never caught up does not pile up rows without bound', () => {
    const tab = viewer();
    for (let i = 0; i < 11; i++) tab.take(Array.from({ length: 1_000 }, (_, n) => row(n)));
    expect(sink.cut).toBe(true);
  });
});

describe('who may see a row', () => {
  const officer: Scope = { kind: 'person', person: 'p', place: '', units: ['u1', 'u2'] };
  test.each([
    [county, '330206002', null, true],
    [county, '330205', 'u1', false],
    [officer, '330206002', 'u2', true],
    [officer, '330206002', 'u3', false],
    [officer, '330206002', null, false],
    [{ ...officer, units: [] }, '330206002', 'u1', false],
  ] as const)('%j sees %s of unit %s: %s', (scope, place, unit, seen) => {
    expect(maySee(scope, { placeCode: place, unitId: unit, personId: null })).toBe(seen);
  });
});

describe('a position', () => {
  test('goes through the event id and back', () => {
    expect(fromEventId(toEventId({ xid: 12n, seq: 34n }))).toEqual({ xid: 12n, seq: 34n });
  });

  test.each(['', '1', '1.', '.1', '1.2.3', 'a.b', '-1.2', '1.2 '])('%j is none of ours', (id) => {
    expect(fromEventId(id)).toBeNull();
  });

  test('is ordered by transaction, then by number', () => {
    expect(compare({ xid: 9n, seq: 1n }, { xid: 10n, seq: 0n })).toBeLessThan(0);
    expect(compare({ xid: 10n, seq: 2n }, { xid: 10n, seq: 1n })).toBeGreaterThan(0);
  });
});

test('what is for one person reaches that person alone', () => {
  const forAnna = { placeCode: '330206', unitId: null, personId: 'anna' };
  const of = (person: string): Scope => ({ kind: 'person', person, place: '330206', units: [] });
  expect(maySee(of('anna'), forAnna)).toBe(true);
  expect(maySee(of('bob'), forAnna)).toBe(false);
});
