import { expect, test } from 'vitest';
import { contactSheet } from './sheet.ts';

const picture = (screen: string, look: string, problems: string[] = []) => ({
  screen,
  look,
  file: `${screen}-${look}.png`,
  problems,
});

test('has a row for each page and a column for each look, with gaps where a picture is missing', () => {
  const sheet = contactSheet([picture('a', 'light'), picture('a', 'dark'), picture('b', 'light')], 'Sheet');
  expect(sheet.match(/<tr><th>[ab]<\/th>/g)).toHaveLength(2);
  expect(sheet.match(/<th>(light|dark)<\/th>/g)).toHaveLength(2);
  expect(sheet.match(/<img /g)).toHaveLength(3);
  expect(sheet.match(/<td><\/td>/g)).toHaveLength(1);
});

test('tells the problems of a page under its picture, as text', () => {
  expect(contactSheet([picture('a', 'light', ['<script> & more'])], 'x')).toContain(
    '<li>&lt;script&gt; &amp; more</li>',
  );
});
