import { type FileSubject, fileTypes } from '@lanzha/contract';
import { useRef, useState } from 'react';
import { SendFailed, sendFile } from './send-file.ts';

export type Sending = {
  key: number;
  file: File;
  /** From 0 to 1; `failed` says why it stopped. */
  part: number;
  failed: string | null;
};

const extensions = Object.keys(fileTypes);
const maySend = ({ name }: File) => extensions.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());

/** Files on their way, one after another; each can be stopped and tried again. */
export const useSending = (subject: FileSubject, maxBytes: number, onArrived: () => void) => {
  const [list, setList] = useState<readonly Sending[]>([]);
  const next = useRef(0);
  const line = useRef<Promise<void>>(Promise.resolve());
  const stops = useRef(new Map<number, AbortController>());

  const set = (key: number, change: Partial<Sending>) =>
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: number) => {
    stops.current.get(key)?.abort();
    setList((all) => all.filter((one) => one.key !== key));
  };
  const start = (key: number, file: File) => {
    const refused = !maySend(file) ? 'TYPE_NOT_ALLOWED' : file.size > maxBytes ? 'TOO_LARGE' : null;
    set(key, { part: 0, failed: refused });
    if (refused !== null) return;
    const stop = new AbortController();
    stops.current.set(key, stop);
    line.current = line.current.then(async () => {
      if (stop.signal.aborted) return;
      try {
        await sendFile(file, subject, (part) => set(key, { part }), stop.signal);
        drop(key);
        onArrived();
      } catch (error) {
        set(key, { failed: error instanceof SendFailed ? error.code : 'OTHER' });
      }
    });
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = next.current++;
      setList((all) => [...all, { key, file, part: 0, failed: null }]);
      start(key, file);
    }
  };
  return { list, add, drop, again: ({ key, file }: Sending) => start(key, file) };
};
