import type { LiveEvent } from '@lanzha/contract';
import { useEffect, useSyncExternalStore } from 'react';
import { readLiveEvent } from './live-event.ts';

/** `waiting` = the stream broke and is being opened again: what is on screen may be old. */
export type LiveState = 'opening' | 'live' | 'waiting';

const reopenAfter = 5_000;
let state: LiveState = 'opening';
const watchers = new Set<() => void>();
const hearers = new Set<(event: LiveEvent) => void>();

const become = (next: LiveState) => {
  if (next === state) return;
  state = next;
  for (const watcher of watchers) watcher();
};
const tell = (event: LiveEvent) => {
  for (const hearer of hearers) hearer(event);
};

/**
 * Keeps one stream open until the returned function is called. The browser itself resumes where it
 * stopped; when it gives up, a new stream is opened and everybody is told to load afresh.
 */
export const openLive = (onRefused: () => void): (() => void) => {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Also at the first opening: what came between loading the page and opening the stream was told to nobody.
  let afresh = true;
  const hear = ({ data }: MessageEvent<string>) => {
    const event = readLiveEvent(data);
    if (event) tell(event);
  };
  const open = () => {
    source = new EventSource('/api/v1/live');
    source.onmessage = hear;
    // The server names this one event, the others come unnamed.
    source.addEventListener('reset', hear);
    source.onopen = () => {
      become('live');
      if (afresh) tell({ type: 'reset' });
      afresh = false;
    };
    source.onerror = () => {
      become('waiting');
      if (source?.readyState !== EventSource.CLOSED) return;
      onRefused();
      afresh = true;
      timer = setTimeout(open, reopenAfter);
    };
  };
  become('opening');
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
};

export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );

/** Calls `hear` with each event while the component is shown. `hear` must keep its identity. */
export const useLive = (hear: (event: LiveEvent) => void): void => {
  useEffect(() => {
    hearers.add(hear);
    return () => void hearers.delete(hear);
  }, [hear]);
};
