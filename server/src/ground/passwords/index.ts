export { hashPassword, passwordFits } from './hash.ts';
export { codeFits, hashOfCode, newOneTimeCode } from './one-time-code.ts';
export { weaknessOf } from './rules.ts';
export { QueueFull } from './work-queue.ts';
