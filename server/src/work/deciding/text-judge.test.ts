import type { Signal } from '@lanzha/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTextJudge, type TextJudge } from './text-judge.ts';
import { defaultTextModel } from './text-model-file.ts';

// What nobody would forgive the default model to get wrong, in words that stand in none of its texts.
let judge: TextJudge;
beforeAll(async () => {
  judge = await openTextJudge(await defaultTextModel());
}, 120_000);
const typeOf = (text: string) => {
  const signal: Signal = {
    id: 'x',
    kind: 'sms',
    at: '2026-01-01T00:00:00Z',
    subject: { phone: '13800000000' },
    text,
  };
  return judge.judge(signal)?.type ?? null;
};

describe('a textbook fraud', () => {
  test.each([
    ['08', '您的银行卡涉嫌洗钱,请把资金转入安全账户配合公安机关核查,不得告诉家人'],
    ['08', '我是公安局的，你涉嫌一起洗钱案，马上把钱转到安全账户'],
    ['01', '点赞关注做任务，日赚三百，垫付返利，加群领任务'],
    ['02', '导师带单，内幕消息，稳赚不赔，入金即返'],
    ['04', '您的快递丢失，我们给您三倍理赔，请点击链接填写银行卡号和验证码'],
    ['05', '【贷款】您有20万额度待领取，无抵押秒到账，点击 http://xx.cc'],
    ['07', '妈，我手机坏了，这是同学的号，帮我给老师转5000学费'],
    ['11', '您的航班CA1234因天气取消，请点击链接办理退票并领取赔偿300元'],
    ['13', '恭喜您中奖，请缴纳保证金领取'],
  ])('of type %s: %s', (type, text) => expect(typeOf(text)).toBe(type));
});

describe('a message as everybody gets them', () => {
  test.each([
    '【农商银行】您尾号8870的借记卡7月3日消费46.50元，余额1,208.33元',
    '验证码 382913，5分钟内有效，请勿泄露给他人',
    '快递已到菜鸟驿站，请凭取件码 3-2-1002 领取',
    '社区民警提醒您：凡是要求转账到安全账户的都是诈骗',
    '妈，我们班今天加了一节晚自习，不回来吃了',
    '您预约的体检已成功，请携带身份证前往',
    '本店周年庆，全场五折，回T退订',
  ])('is no fraud: %s', (text) => expect(typeOf(text)).toBeNull());
});
