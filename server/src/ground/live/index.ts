export { type Live, type LiveOptions, openLive } from './live.ts';
export { type Published, publish, publishing } from './outbox.ts';
