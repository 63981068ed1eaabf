import { expect, test } from 'vitest';
import { readNames } from './companions.ts';

test('names are told apart however they are listed, each once', () => {
  expect(readNames(' 李明、王芳\uff0c赵强; 李明\n')).toEqual(['李明', '王芳', '赵强']);
  expect(readNames(' 、 ')).toEqual([]);
});
