import { expect, test } from 'vitest';

type Words = { readonly [key: string]: string | Words };

/** Flat list of `key → placeholders`, so that two languages compare in one look. */
const flatten = (words: Words, prefix = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [
            [
              prefix + key,
              [...value.matchAll(/\{\{(\w+)\}\}/g)]
                .map(([, name]) => name)
                .sort()
                .join(' '),
            ],
          ]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  );
const empty = (words: Words): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? (value.trim() ? [] : [key]) : empty(value),
  );

const files = import.meta.glob<Words>('../*/words-{zh,en}.ts', { import: 'words', eager: true });
const rooms = Object.keys(files).flatMap((file) => file.match(/^(.*)\/words-zh\.ts$/)?.[1] ?? []);

const texts = (words: Words): string[] =>
  Object.values(words).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));

test('every room with Chinese words is found', () => expect(rooms).toContain('.'));

test.each(rooms)('%s says the same things, with the same placeholders, in both languages', (room) => {
  const [zh = {}, en = {}] = ['zh', 'en'].map((language) => files[`${room}/words-${language}.ts`] ?? {});
  expect(flatten(en)).toEqual(flatten(zh));
  expect([...empty(zh), ...empty(en)]).toEqual([]);
});

test.each(rooms)('%s uses Chinese punctuation beside Chinese characters', (room) => {
  const narrow = texts(files[`${room}/words-zh.ts`] ?? {}).filter((text) =>
    /\p{sc=Han}[,:;?!()]|[,:;?!()]\p{sc=Han}/u.test(text),
  );
  expect(narrow).toEqual([]);
});
