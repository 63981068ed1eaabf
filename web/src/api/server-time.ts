import { useSyncExternalStore } from 'react';

/** Milliseconds to add to this computer's clock to get the server's. */
let ahead = 0;

/** `serverTime` is the instant in an answer; `asked` and `answered` are this computer's instants around it. */
export const tuneClock = (serverTime: string, asked: number, answered: number): void => {
  const told = Date.parse(serverTime);
  if (Number.isFinite(told)) ahead = told - (asked + answered) / 2;
};

/** The server's now, in milliseconds since the epoch: clocks never trust this computer. */
export const serverNow = (): number => Date.now() + ahead;

let second = Math.floor(serverNow() / 1000);
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

const tick = () => {
  second = Math.floor(serverNow() / 1000);
  for (const listener of listeners) listener();
  // Wake just after the server's next full second, so that all clocks turn together.
  timer = setTimeout(tick, 1000 - (serverNow() % 1000) + 5);
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (timer === undefined) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
};

/** The server's now, once a second. Only what shows a clock should listen. */
export const useServerSecond = (): number => useSyncExternalStore(subscribe, () => second) * 1000;
