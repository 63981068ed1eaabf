import { expect, test } from 'vitest';
import { createUploadSlots } from './upload-slots.ts';

const limits = { person: 2, all: 3 };

test('a person sends so many at once, all together so many, and a place given back is free again', () => {
  const slots = createUploadSlots();
  const first = slots.take('anna', limits);
  expect(first).not.toBeNull();
  expect(slots.take('anna', limits)).not.toBeNull();
  expect(slots.take('anna', limits)).toBeNull();
  expect(slots.take('bob', limits)).not.toBeNull();
  expect(slots.take('carl', limits)).toBeNull();
  first?.();
  first?.(); // giving back twice gives one place
  expect(slots.take('carl', limits)).not.toBeNull();
  expect(slots.take('dora', limits)).toBeNull();
});
