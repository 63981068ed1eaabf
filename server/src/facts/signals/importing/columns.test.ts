import { describe, expect, test } from 'vitest';
import { fieldOf, fields, namesOf, readHeader } from './columns.ts';

const named = fields.flatMap((field) => namesOf(field).map((name) => ({ name, field })));

describe('the name of a column', () => {
  test('leads to its field, for every name there is', () => {
    expect(named.map(({ name }) => ({ name, field: fieldOf(name) }))).toEqual(named);
  });

  test('belongs to one field only', () => {
    const fieldsOfName = Map.groupBy(named, ({ name }) => name.toLowerCase());
    expect(
      [...fieldsOfName.values()].filter((all) => new Set(all.map(({ field }) => field)).size > 1),
    ).toEqual([]);
  });

  test.each([
    [' * 手机号(必填)', 'phone'],
    ['通话时长(秒)', 'seconds'],
    ['金额(分)', 'amount'],
    ['金额(元)', 'yuan'],
    ['SUBJECT.ID_NO', 'idNo'],
    ['Screen Sharing', 'screenSharing'],
    ['ａｔ', 'at'],
  ])('may be written as %s', (name, field) => expect(fieldOf(name)).toBe(field));

  test.each(['序号', '备注', '金额(万元)x', ''])('%s says nothing to us', (name) =>
    expect(fieldOf(name)).toBeUndefined(),
  );
});

test('a header knows where its fields stand, what it does not know and how wide it is', () => {
  const header = readHeader(['编号', '', '备注', '电话', '联系电话']);
  expect(header.columns.get('phone')).toEqual([
    { index: 3, header: '电话' },
    { index: 4, header: '联系电话' },
  ]);
  expect(header.unknown).toEqual(['备注']);
  expect(header.width).toBe(5);
});
