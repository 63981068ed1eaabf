import { expect, test } from 'vitest';
import { afterQuiet } from './preferences.ts';

const night = { from: 22 * 60, to: 7 * 60 };
const at = (time: string) => new Date(`2026-03-05T${time}+08:00`);

test.each([
  ['21:59:59', '2026-03-05T21:59:59+08:00'],
  ['22:00:00', '2026-03-06T07:00:00+08:00'],
  ['23:30:00', '2026-03-06T07:00:00+08:00'],
  ['00:00:00', '2026-03-05T07:00:00+08:00'],
  ['06:59:59', '2026-03-05T07:00:00+08:00'],
  ['07:00:00', '2026-03-05T07:00:00+08:00'],
])('a mail of %s goes out at %s when the night is quiet', (time, goes) => {
  expect(afterQuiet(at(time), night)).toEqual(new Date(goes));
});

test('quiet hours within a day end on that day', () => {
  expect(afterQuiet(at('12:30:00'), { from: 720, to: 840 })).toEqual(at('14:00:00'));
  expect(afterQuiet(at('14:00:00'), { from: 720, to: 840 })).toEqual(at('14:00:00'));
});

test('without quiet hours it goes at once', () => {
  expect(afterQuiet(at('03:00:00'), null)).toEqual(at('03:00:00'));
});
