import type { SearchKind } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { couldBe, detectKinds } from './detect-kinds.ts';

describe('what a value is taken for', () => {
  test.each<[string, SearchKind[]]>([
    ['13800001234', ['phone', 'account']],
    ['138 0000 1234', ['phone', 'account']],
    ['+86 138-0000-1234', ['phone']],
    ['008613800001234', ['phone', 'account']],
    ['１３８００００１２３４', ['phone', 'account']],
    ['0574-87654321', ['phone', 'account']],
    ['(0574)87654321', ['phone', 'account']],
    ['+852 1234 5678', ['phone']],
    ['330206199001011234', ['idNo', 'account']],
    ['33020619900101123x', ['idNo', 'account']],
    ['330206 19900101 1234', ['idNo', 'account']],
    ['6222 0212 3456 1234 567', ['phone', 'account']],
    ['E12345678', ['idNo', 'account']],
    ['张小凡', ['name']],
    ['张 小 凡', ['name']],
    ['买买提·艾力', ['name']],
    ['John Smith', ['name']],
    ['alice.w@qq.com', ['account']],
    ['wx_user-01', ['account']],
    ['?', []],
    ['<script>', []],
  ])('%s → %j', (value, kinds) => expect(detectKinds(value)).toEqual(kinds));
});

test.each<[SearchKind, string, boolean]>([
  ['phone', '138 0000 1234', true],
  ['phone', '张三丰', false],
  ['idNo', 'E12345678', true],
  ['idNo', '12', false],
  ['account', 'alice@qq.com', true],
  ['account', '张三丰', false],
  ['name', '张三', true],
  ['name', '张', false],
  ['name', '13800001234', false],
])('a %s may be written %s: %s', (kind, value, may) => expect(couldBe(kind, value)).toBe(may));
