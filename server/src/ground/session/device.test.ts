import { expect, test } from 'vitest';
import { describeDevice } from './device.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/130.0.0.0 Safari/537.36`,
    'Chrome 130 · Windows',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.2849.46`,
    'Edge 130 · Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox 131 · Linux'],
  [
    `Mozilla/5.0 (X11; Linux aarch64; Kylin V10) ${webkit} Chrome/114.0.0.0 Safari/537.36 Qaxbrowser`,
    '奇安信可信浏览器 · 麒麟',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari 17 · iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0 Mobile MicroMessenger/8.0.48',
    '微信 8 · Android',
  ],
  ['curl/8.5.0', ''],
  ['', ''],
  ['A'.repeat(100_000), ''],
])('%s', (agent, words) => {
  expect(describeDevice(agent)).toBe(words);
});
