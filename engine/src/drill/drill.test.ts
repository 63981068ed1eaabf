import { roles } from '@lanzha/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { emergencyKinds, threadsOfEmergency } from './emergencies.ts';
import type { StoryLine } from './lines.ts';
import { drillPrefixes } from './numbers.ts';
import { areaOf } from './partition.ts';
import { day, hour, hourOf, minute } from './seasons.ts';
import { openStory } from './story.ts';
import { drillTypes } from './texts/index.ts';
import { makeWorld } from './world.ts';

const until = Date.parse('2026-10-20T00:00:00+08:00');
const from = until - 30 * day;
const one = makeWorld({ seed: 1, scale: 1 });
let month: StoryLine[];
beforeAll(() => {
  const story = openStory(one);
  month = Array.from({ length: 30 }, (_, n) => story.between(from + n * day, from + (n + 1) * day)).flat();
});

const textOf = (value: unknown) => JSON.stringify(value);

describe('a world', () => {
  test('is the same for the same seed, and another for another one', () => {
    const { land, units, staff } = one;
    const again = makeWorld({ seed: 1, scale: 1 });
    const other = makeWorld({ seed: 2, scale: 1 });
    expect(textOf([again.land, again.units, again.staff])).toBe(textOf([land, units, staff]));
    expect(textOf(other.staff)).not.toBe(textOf(staff));
    expect(textOf(other.land)).not.toBe(textOf(land));
    expect(textOf(again.people.household(7_123))).toBe(textOf(one.people.household(7_123)));
  });

  test('has twelve towns whose shapes fill the county, and codes of 99 alone', () => {
    const { county, towns, above } = one.land;
    expect(towns).toHaveLength(12);
    const codes = [...above, ...towns, ...towns.flatMap(({ villages }) => villages)].map(({ code }) => code);
    expect(codes.every((code) => /^99(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
    const areas = towns.map(({ shape }) => areaOf(shape ?? []));
    expect(Math.min(...areas)).toBeGreaterThan(0);
    const whole = areaOf(county.shape ?? []);
    expect(Math.abs(areas.reduce((sum, area) => sum + area, 0) / whole - 1)).toBeLessThan(0.001);
  });

  test('has some sixty units, each below one that was named before, and one account handed out for each role', () => {
    const { units, staff, land } = one;
    expect(units.length).toBeGreaterThanOrEqual(55);
    expect(units.length).toBeLessThanOrEqual(75);
    units.forEach(({ parent }, index) => {
      if (parent !== undefined) expect(units.slice(0, index).map(({ code }) => code)).toContain(parent);
    });
    const stations = units.filter(({ kind }) => kind === 'police_station').map(({ place }) => place);
    expect(stations).toEqual(land.towns.map(({ code }) => code));
    const codes = new Set(units.map(({ code }) => code));
    expect(staff.every(({ unit }) => codes.has(unit))).toBe(true);
    expect(new Set(staff.map(({ username }) => username)).size).toBe(staff.length);
    expect(staff.every(({ username }) => /^[a-z][a-z0-9._-]{2,39}$/.test(username))).toBe(true);
    const handedOut = staff.filter((each) => each.handedOut).map(({ role }) => role);
    expect(handedOut.toSorted()).toEqual([...roles].toSorted());
  });

  test('grows to a city that needs no more memory for its people', () => {
    const city = makeWorld({ seed: 1, scale: 20 });
    expect(city.people.households).toBe(20 * one.people.households);
    expect(city.land.towns.length).toBeGreaterThan(40);
    expect(city.people.household(700_000)[0]?.phone).toMatch(/^160\d{8}$/);
  });

  test('gives no two people the same telephone or card', () => {
    const people = Array.from({ length: 3_000 }, (_, n) => one.people.household(n * 11)).flat();
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length);
    expect(new Set(people.map(({ account }) => account)).size).toBe(people.length);
  });
});

describe('thirty days', () => {
  test('are the same told in hours, alone, or from the middle', () => {
    const story = openStory(makeWorld({ seed: 1, scale: 1 }));
    const start = from + 20 * day;
    const hours = Array.from({ length: 24 }, (_, n) =>
      story.between(start + n * hour, start + (n + 1) * hour),
    ).flat();
    const same = month.filter(({ at }) => at >= start && at < start + day);
    expect(textOf(hours)).toBe(textOf(same));
    expect(textOf(openStory(makeWorld({ seed: 3, scale: 1 })).between(start, start + day))).not.toBe(
      textOf(same),
    );
  });

  test('hold every type of fraud, with those who pay and those who do not', () => {
    const threads = openStory(one).threadsBetween(from, until);
    for (const type of drillTypes) {
      const own = threads.filter((thread) => thread.type === type);
      expect([type, own.length > 5, own.some(({ payments }) => payments.length > 0)]).toEqual([
        type,
        true,
        true,
      ]);
    }
    const endings = new Set(threads.map(({ ending }) => ending));
    expect(endings).toEqual(new Set(['ignored', 'dropped', 'reported', 'paid']));
    expect(new Set(threads.map(({ listens }) => listens)).size).toBe(3);
  });

  test('have gangs that share telephones, sites and accounts among their victims', () => {
    const threads = openStory(one).threadsBetween(from, until);
    const paidTo = Map.groupBy(
      threads.flatMap(({ id, payments }) => payments.map(({ account }) => ({ id, account }))),
      ({ account }) => account,
    );
    expect([...paidTo.values()].some((list) => new Set(list.map(({ id }) => id)).size > 1)).toBe(true);
  });

  test('are mostly ordinary, and quiet at night', () => {
    expect(month.filter(({ thread }) => thread !== null).length / month.length).toBeLessThan(0.15);
    const night = month.filter(({ at }) => hourOf(at) < 5).length;
    const evening = month.filter(({ at }) => hourOf(at) >= 17 && hourOf(at) < 22).length;
    expect(evening / night).toBeGreaterThan(6);
  });

  test('name nobody: telephones, cards, identities and sites lie where none is given out', () => {
    const own = Object.values(drillPrefixes).join('|');
    for (const { draft } of month) {
      const { phone, account, idNo, place } = draft.subject;
      if (phone !== undefined) expect(phone).toMatch(new RegExp(`^(${own})\\d{8}$`));
      if (account !== undefined) expect(account).toMatch(/^999\d{16}$/);
      if (idNo !== undefined) expect(idNo).toMatch(/^9901\d{13}[\dX]$/);
      if (place !== undefined) expect(place).toMatch(/^990106\d{6}$/);
      if (draft.kind === 'transfer') expect(draft.to.account).toMatch(/^999\d{16}$/);
      if (draft.kind === 'visit') expect(new URL(draft.url).hostname).toMatch(/\.(example|test)$/);
    }
    const words = month.map(({ draft }) => textOf(draft)).join('\n');
    expect(words.match(/(?<!\d)1(?!6[0134])[3-9]\d{9}(?!\d)/g)).toBe(null);
    for (const [site] of words.matchAll(/https?:\/\/[^/"\s，。]+/g))
      expect(site).toMatch(/\.(example|test)$/);
  });

  test('have ids that tell nothing and never meet', () => {
    const ids = month.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-z]{13}$/.test(id))).toBe(true);
  });
});

test.each(emergencyKinds)(
  'emergency %s is the same each time and costs money unless somebody steps in',
  (kind) => {
    const emergency = { n: 1, kind, at: until };
    const threads = threadsOfEmergency(one, emergency);
    expect(textOf(threadsOfEmergency(one, emergency))).toBe(textOf(threads));
    expect(threads.some(({ payments }) => payments.length > 0)).toBe(true);
    const soon = threads.flatMap(({ payments }) => payments.map(({ at }) => at - until));
    expect(Math.min(...soon)).toBeGreaterThan(5 * 60_000); // time to do something
  },
);

test.each(emergencyKinds)('whoever starts %s sees it begin within seconds, each time', (kind) => {
  const story = openStory(one);
  for (let n = 1; n <= 20; n++) {
    const emergency = { n, kind, at: until };
    const threads = new Set(threadsOfEmergency(one, emergency).map(({ id }) => id));
    const lines = story.between(until, until + minute, [emergency]);
    const first = lines.find(({ thread }) => thread !== null && threads.has(thread));
    expect(first, `number ${n}`).toBeDefined();
    expect(first!.at - until).toBeLessThan(20_000);
  }
});
