import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostOf, hostsIn } from './hosts.ts';
import { guessKind, readValue } from './values.ts';

describe('hosts', () => {
  test.each([
    ['http://Bad-Site.Example.com:8080/a?b=1#c', 'bad-site.example.com'],
    ['https://用户:口令@evil.cn/x', 'evil.cn'],
    ['www.evil.cn/path', 'www.evil.cn'],
    ['evil.cn', 'evil.cn'],
    ['http://evil.cn.', 'evil.cn'],
    ['https://10.1.2.3/x', '10.1.2.3'],
  ])('%s is on %s', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });

  test('of a message are found, mail addresses, files and amounts are not', () => {
    expect(
      hostsIn('点http://a.b-c.com/1?q=2领取12.50元,或上WWW.Foo.CN。联系x@mail.com 附件a.apk v1.2.3'),
    ).toEqual(['a.b-c.com', 'www.foo.cn']);
    expect(hostsIn('尊敬的客户您好...请回复')).toEqual([]);
  });

  test('are looked for in a time that grows with the text and no faster', () => {
    const hostile = 'a'.repeat(100_000) + '.'.repeat(100_000) + 'a.'.repeat(100_000);
    const began = performance.now();
    hostsIn(hostile);
    expect(performance.now() - began).toBeLessThan(2_000);
    fc.assert(fc.property(fc.string(), (text) => void hostsIn(text)));
  });
});

describe('values', () => {
  test('of one thing are one, however they are written', () => {
    const phone = readValue('phone', '１３８-0000 0001');
    expect(phone).toEqual(readValue('phone', '+86 13800000001'));
    expect(phone).toMatchObject({ value: '13800000001', personal: true, masked: '138****0001' });
    expect(readValue('phone', '96110')).toMatchObject({ personal: false, masked: '96110' });
    expect(readValue('url_host', 'HTTP://Evil.CN/x')).toMatchObject({ value: 'evil.cn', personal: false });
    expect(readValue('account', '6222 0200-1111 2222')).toMatchObject({ value: '6222020011112222' });
  });

  test.each([
    ['phone', '12'],
    ['phone', '工商银行'],
    ['account', '张三的卡'],
    ['url_host', 'com.cn'],
    ['url_host', '没有网址'],
    ['app', '假贷款'],
  ] as const)('a %s is not %s', (kind, typed) => {
    expect(readValue(kind, typed)).toHaveProperty('why');
  });

  test.each([
    ['13800000001', 'phone'],
    ['95588', 'phone'],
    ['6222020011112222', 'account'],
    ['https://evil.cn/a', 'url_host'],
    ['com.fake.loan', 'app'],
    ['a'.repeat(64), 'app'],
    ['1234567', undefined],
  ])('%s is taken for %s', (typed, kind) => {
    expect(guessKind(typed)).toBe(kind);
  });
});
