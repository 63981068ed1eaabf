import { expect, test } from 'vitest';
import { stationName } from './station-name.ts';

test.each([
  ['城关镇', '城关派出所'],
  ['新碶街道', '新碶派出所'],
  ['大榭街道办事处', '大榭派出所'],
  ['龙观乡', '龙观派出所'],
  ['东镇', '东镇派出所'],
  ['宁波望春工业园区', '宁波望春工业园区派出所'],
])('the station of %s is called %s', (town, name) => {
  expect(stationName(town)).toBe(name);
});
