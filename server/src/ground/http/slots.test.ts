import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const give = (place: (() => void) | string) => {
  if (typeof place === 'string') throw new Error(place);
  return place;
};

test('each has so many places at once, all together so many, and a place given back is free again', () => {
  const limits = { each: 2, all: 3 };
  const slots = createSlots();
  const first = give(slots.take('anna', limits));
  give(slots.take('anna', limits));
  expect(slots.take('anna', limits)).toBe('each');
  give(slots.take('bob', limits));
  expect(slots.take('carl', limits)).toBe('all');
  first();
  first(); // giving back twice gives one place
  give(slots.take('carl', limits));
  expect(slots.take('dora', limits)).toBe('all');
});

test('what is weighed takes as much room as it weighs', () => {
  const limits = { each: 10, all: 15 };
  const slots = createSlots();
  const heavy = give(slots.take('anna', limits, 8));
  expect(slots.take('anna', limits, 3)).toBe('each');
  give(slots.take('bob', limits, 7));
  expect(slots.take('carl', limits, 1)).toBe('all');
  heavy();
  give(slots.take('carl', limits, 8));
});
