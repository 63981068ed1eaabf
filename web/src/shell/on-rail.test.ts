import { describe, expect, it } from 'vitest';
import { onRail } from './on-rail.ts';

const rooms = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('the rail', () => {
  it('shows nine rooms at once', () => {
    expect(onRail(rooms(9))).toEqual({ first: rooms(9), more: [] });
  });

  it.each([10, 14, 23])('keeps nine entries with %i rooms, the last of them for the others', (count) => {
    const { first, more } = onRail(rooms(count));
    expect(first).toHaveLength(8);
    expect([...first, ...more]).toEqual(rooms(count));
  });
});
