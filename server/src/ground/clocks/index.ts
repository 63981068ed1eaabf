export { calendarOf } from './calendars.ts';
export type { ClockKey, ClockRow } from './clock-row.ts';
export { type ClockHandler, type ClockHandlers, type Firing, fireBatch } from './fire-batch.ts';
export { orderClocks } from './order-clocks.ts';
export type { ClockOrder } from './orders.ts';
export { readClocks } from './read-clocks.ts';
export type { ClockSpec } from './spec.ts';
export { type ClockStart, startingClocks } from './start-clocks.ts';
export { type ClockWorker, openClockWorker } from './worker.ts';
