export { hashPassword, passwordFits } from './hash.ts';
export { weaknessOf } from './rules.ts';
export { QueueFull } from './work-queue.ts';
