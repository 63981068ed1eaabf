import { signal } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { emptyTrial, readNumber, toTrialSignal, trialKinds } from './trial.ts';

const filled = {
  ...emptyTrial,
  ...{ phone: '138 0000 0001', from: '00852 1234', minutes: '12', text: '安全账户', url: 'http://a.cn' },
  ...{ app: '会议', account: '6222 0200 1111', yuan: '５０,０００.50' },
};

test.each(trialKinds)('a filled-in %s is a signal of the contract', (kind) => {
  expect(signal.safeParse(toTrialSignal({ ...filled, kind }, Date.now())).success).toBe(true);
});

test('amounts are typed in yuan and sent in fen, minutes in seconds', () => {
  expect(toTrialSignal({ ...filled, kind: 'transfer' }, 0)).toMatchObject({ amount: 5_000_050 });
  expect(toTrialSignal({ ...filled, kind: 'call' }, 0)).toMatchObject({ seconds: 720 });
  expect(readNumber('十二')).toBe(null);
});
