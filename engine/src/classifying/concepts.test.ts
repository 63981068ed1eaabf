import { expect, test } from 'vitest';
import { eachConcept, meanings } from './concepts.ts';
import { lettersOf } from './letters.ts';

const found = (text: string) => {
  const pieces: string[] = [];
  eachConcept(lettersOf(text).slice(), (_, start, length) =>
    pieces.push(text.slice(start - 1, start - 1 + length)),
  );
  return pieces;
};
const hashes = (text: string) => {
  const all: number[] = [];
  eachConcept(lettersOf(text).slice(), (hash) => all.push(hash));
  return all;
};

test('a word stands for one concept only', () => {
  const words = Object.values(meanings).flatMap((list) => list.split(' '));
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  expect(words.filter((word) => word === '')).toEqual([]);
});

test('words of one meaning are one feature, in full-width and capitals too', () => {
  expect(hashes('请把钱转入')).toEqual(hashes('请把钱汇入'));
  expect(hashes('装个ＡＰＰ')).toEqual(hashes('装个app'));
});

test('what follows within reach is also read together, past one between', () => {
  expect(found('勿告诉验证码')).toEqual(['勿', '告诉', '勿告诉', '验证码', '告诉验证码', '勿告诉验证码']);
  expect(found(`勿${'，'.repeat(20)}告诉`)).toEqual(['勿', '告诉']);
});

test('the order counts: not to tell a code is not a code to be told', () => {
  expect(hashes('验证码请勿告诉')).not.toEqual(hashes('请勿告诉验证码'));
});

test('of overlapping words the longest is read', () => {
  expect(found('加微信')).toEqual(['加微信']);
  expect(found('短信码')).toEqual(['短信码']);
});

test('a text without any says nothing', () => {
  expect(found('')).toEqual([]);
  expect(found('今晚月色')).toEqual([]);
});
