import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asUuid, blindIndexer, normaliseIdentifier } from './blind-index.ts';
import { maskAccount, maskIdNo, maskName, maskPhone, maskText } from './mask.ts';
import { dataKeyFrom, SealBroken, seal, unseal } from './seal.ts';

const secret = randomBytes(32);
const key = dataKeyFrom(randomBytes(48));

describe('blind index', () => {
  const index = blindIndexer(secret);

  test('is HMAC-SM3 of kind and number, first 128 bits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{4,30}$/), (account) => {
        const hmac = createHmac('sm3', secret).update(`a${account}`).digest('hex');
        expect(index('account', account)).toBe(asUuid(hmac));
      }),
    );
  });

  test('one phone has one index however it is written', () => {
    const spellings = [
      '13800001234',
      '+86 138-0000-1234',
      '0086 13800001234',
      '138 0000 1234',
      '１３８００００１２３４',
    ];
    expect(new Set(spellings.map((spelling) => index('phone', spelling))).size).toBe(1);
  });

  test('the same digits as phone and as account are two subjects', () => {
    expect(index('phone', '13800001234')).not.toBe(index('account', '13800001234'));
  });

  test('a foreign number keeps its country code', () => {
    expect(normaliseIdentifier('phone', '+85212345678')).toBe('+85212345678');
  });
});

describe('seal', () => {
  test('opens to what was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (bytes, context) => {
        expect(unseal(key, seal(key, Buffer.from(bytes), context), context)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test('a flipped bit, a cut end or another place breaks it', () => {
    const sealed = seal(key, Buffer.from('13800001234'), 'warning/1');
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      expect(() => unseal(key, altered, 'warning/1')).toThrow(SealBroken);
    }
    expect(() => unseal(key, sealed.subarray(0, -1), 'warning/1')).toThrow(SealBroken);
    expect(() => unseal(key, sealed, 'warning/2')).toThrow(SealBroken);
  });
});

describe('masks', () => {
  test.each([
    [maskName, '张小凡', '张**'],
    [maskPhone, '13800001234', '138****1234'],
    [maskPhone, '96110', '96110'],
    [maskIdNo, '11010119900101001X', '110***********001X'],
    [maskAccount, '6222021234561234', '622202******1234'],
    [maskAccount, '13800001234', '138****1234'],
    [maskAccount, 'alice.w@qq.com', 'a***@qq.com'],
    [maskAccount, 'wx12', 'w**2'],
    [maskIdNo, 'H7654321', 'H*****21'],
    [maskText, '138.0000.1234、138--0000--1234、138/0000/1234', '138****1234、138****1234、138****1234'],
    [maskText, '幺三八零零零零幺二三四', '幺三八****幺二三四'],
    [maskText, '一三八〇〇〇〇一二三四打给我', '一三八****一二三四打给我'],
    [maskText, '138\u200b0000\u200b1234', '138****1234'],
    [maskText, '写信到 bob.li@163.com,加 wxid_ab12cd34', '写信到 b***@163.com,加 wxid_***'],
    [maskText, '要他转 1,000,000.00 元', '要他转 1,000,000.00 元'],
    [maskText, '请转到6222 0212 3456 1234,电话138-0000-1234', '请转到622*********1234,电话138****1234'],
    [maskText, '全角１３８００００１２３４也一样', '全角138****1234也一样'],
    [maskText, '2026年3月1日转了50000元', '2026年3月1日转了50000元'],
  ] as [(value: string) => string, string, string][])('%p of %s is %s', (mask, value, masked) => {
    expect(mask(value)).toBe(masked);
  });

  test('no run of seven digits of a text survives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.stringMatching(/^[0-9]{1,20}$/), fc.constantFrom('元', ' ', '-', '号', 'x'))),
        (parts) => {
          expect(maskText(parts.join(''))).not.toMatch(/[0-9](?:[\s-]?[0-9]){6,}/);
        },
      ),
    );
  });
});
