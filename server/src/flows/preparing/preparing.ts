import { Worker } from 'node:worker_threads';
import type { BodyFault, Sender } from '../../facts/signals/index.ts';
import { type HashKeys, hashingWith } from '../../ground/vault/index.ts';
import type { TextJudge } from '../../work/deciding/index.ts';
import { fromColumns } from './columns.ts';
import { type Incoming, type PreparedLine, prepareBody } from './prepare.ts';
import type { Answer, Question, ThreadKeys } from './thread-messages.ts';

/** Turns bodies into lines that are ready to be decided. One for each process. */
export interface Preparing {
  /** @throws when the thread ended with the body in its hands: nothing of it was taken, it may be sent again */
  prepare(incoming: Incoming): Promise<PreparedLine[] | BodyFault>;
  close(): Promise<void>;
}

export interface PreparingOptions {
  readonly keys: HashKeys;
  readonly texts: TextJudge;
  /** Bodies of at least so many bytes go to the thread; smaller ones are prepared sooner than sent. Infinity: there is no thread. */
  readonly threadFrom: number;
  /** The thread ended by itself; a large body that comes a minute later or more starts another. */
  readonly onLost: (error: Error) => void;
  /** From now on large bodies go to the thread. */
  readonly onReady?: (() => void) | undefined;
  /** What runs in the thread. */
  readonly entry?: URL;
}

/** One that cannot live is not started for every body. */
const pauseMs = 60_000;

interface Waiting {
  readonly sender: Sender;
  readonly resolve: (lines: PreparedLine[] | BodyFault) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Large bodies are prepared in a second thread, which leaves this one to decide (decision 0041). It is started by the first of them;
 * until it is ready they are prepared here.
 */
export function openPreparing({
  keys,
  texts,
  threadFrom,
  onReady,
  onLost,
  entry = new URL('./thread.ts', import.meta.url),
}: PreparingOptions): Preparing {
  const tools = { hashing: hashingWith(keys), texts };
  let thread: Thread | undefined;
  let notBefore = 0;
  const start = () => {
    const lost = (error: Error) => {
      thread = undefined;
      notBefore = performance.now() + pauseMs;
      onLost(error);
    };
    thread = startThread(entry, keys, { onReady, onLost: lost });
  };
  return {
    async prepare(incoming) {
      if (incoming.body.bytes.length < threadFrom) return prepareBody(tools, incoming);
      if (thread === undefined && performance.now() >= notBefore) start();
      return thread?.ready() ? thread.prepare(incoming) : prepareBody(tools, incoming);
    },
    async close() {
      await thread?.close();
    },
  };
}

interface Thread {
  ready(): boolean;
  prepare(incoming: Incoming): Promise<PreparedLine[] | BodyFault>;
  close(): Promise<void>;
}

function startThread(
  entry: URL,
  { index, content }: HashKeys,
  { onReady, onLost }: Pick<PreparingOptions, 'onReady' | 'onLost'>,
): Thread {
  const workerData: ThreadKeys = { index, content };
  const worker = new Worker(entry, { workerData, name: 'preparing' });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let ready = false;
  let closing = false;
  let last = 0;
  let cause: Error | undefined;
  worker.on('message', (message: Answer | 'ready') => {
    if (message === 'ready') {
      ready = true;
      onReady?.();
      return;
    }
    const { sender, resolve, reject } = waiting.get(message.number)!;
    waiting.delete(message.number);
    if ('columns' in message) resolve(fromColumns(message.columns, sender));
    else if ('fault' in message) resolve(message.fault);
    else reject(message.error);
  });
  worker.on('error', (error: Error) => {
    cause = error;
  });
  worker.on('exit', () => {
    ready = false;
    const error = cause ?? new Error('the thread that prepares signals ended');
    for (const { reject } of waiting.values()) reject(error);
    if (!closing) onLost(error);
  });
  return {
    ready: () => ready,
    prepare(incoming) {
      last++;
      // The bytes alone: what came over the wire lies in larger pieces of memory.
      const bytes = new Uint8Array(incoming.body.bytes);
      const question: Question = {
        number: last,
        incoming: { ...incoming, body: { ...incoming.body, bytes } },
      };
      return new Promise((resolve, reject) => {
        waiting.set(last, { sender: incoming.sender, resolve, reject });
        worker.postMessage(question, [bytes.buffer]);
      });
    },
    async close() {
      closing = true;
      await worker.terminate();
    },
  };
}
