import { expect, test } from 'vitest';
import { passwordFault } from './password-rules.ts';

test('eight characters of three classes pass', () => {
  expect(passwordFault('Lanzha96', 'wang')).toBeNull();
  expect(passwordFault('lanzha-96', 'wang')).toBeNull();
});

test('too short and too plain are told apart, with the count', () => {
  expect(passwordFault('Ab1-', 'wang')).toEqual({ fault: 'short', length: 4 });
  expect(passwordFault('lanzhalanzha', 'wang')).toEqual({ fault: 'plain', classes: 1 });
  expect(passwordFault('', 'wang')).toEqual({ fault: 'empty' });
});

test('a Chinese character counts once, as a symbol', () => {
  expect(passwordFault('反诈中心反诈中', 'wang')).toEqual({ fault: 'short', length: 7 });
  expect(passwordFault('反诈中心Aa99', 'wang')).toBeNull();
});

test('the user name inside and the same character again and again are refused', () => {
  expect(passwordFault('Wang-2026', 'wang')).toEqual({ fault: 'name' });
  expect(passwordFault('Aa1-Aa1-', 'wang')).toEqual({ fault: 'repeats' });
});
