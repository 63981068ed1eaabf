import { Worker } from 'node:worker_threads';
import type { BodyFault, TimeLimits } from '../../facts/signals/index.ts';
import { type HashKeys, hashingWith } from '../../ground/vault/index.ts';
import type { TextJudge } from '../../work/deciding/index.ts';
import { type Incoming, type Prepared, type PreparedLine, prepareBodies } from './prepare.ts';
import { type Answer, ask, preparedOf, type ThreadKeys } from './thread-messages.ts';

/** Turns bodies into lines that are ready to be decided. One for each process. */
export interface Preparing {
  /** @throws when the thread ended with the body in its hands: nothing of it was taken, it may be sent again */
  prepare(incoming: Incoming): Promise<PreparedLine[] | BodyFault>;
  close(): Promise<void>;
}

export interface PreparingOptions {
  readonly keys: HashKeys;
  readonly texts: TextJudge;
  readonly limits: () => TimeLimits;
  /** Bundles of at least so many bytes go to the thread; smaller ones are prepared sooner than sent. Infinity: there is no thread. */
  readonly threadFrom: number;
  /** The thread ended by itself; a bundle that comes a minute later or more starts another. */
  readonly onLost: (error: Error) => void;
  /** From now on large bundles go to the thread. */
  readonly onReady?: (() => void) | undefined;
  /** What runs in the thread. */
  readonly entry?: URL;
}

/** One that cannot live is not started for every bundle. */
const pauseMs = 60_000;
/** A bundle of so many bytes waits for no further body. */
const wholeBundle = 16_384;

interface Waiting {
  readonly incoming: Incoming;
  readonly resolve: (lines: PreparedLine[] | BodyFault) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Bodies that arrive in the same turn of the event loop are prepared together, which costs less than one by one between other work; a
 * large bundle in a second thread, which leaves this one to decide (decision 0041). The thread is started by the first of them; until
 * it is ready they are prepared here.
 */
export function openPreparing({
  keys,
  texts,
  limits,
  threadFrom,
  onReady,
  onLost,
  entry = new URL('./thread.ts', import.meta.url),
}: PreparingOptions): Preparing {
  const tools = { hashing: hashingWith(keys), texts };
  let thread: Thread | undefined;
  let notBefore = 0;
  let gathered: Waiting[] = [];
  let bytes = 0;

  function start(): void {
    const lost = (error: Error) => {
      thread = undefined;
      notBefore = performance.now() + pauseMs;
      onLost(error);
    };
    thread = startThread(entry, keys, { onReady, onLost: lost });
  }

  function send(): void {
    const bundle = gathered;
    const large = bytes >= threadFrom;
    gathered = [];
    bytes = 0;
    if (bundle.length === 0) return;
    try {
      if (large && thread === undefined && performance.now() >= notBefore) start();
      if (large && thread?.ready()) thread.prepare(bundle, limits());
      else settle(bundle, prepareBodies(tools, bodiesOf(bundle), limits()));
    } catch (error) {
      for (const { reject } of bundle) reject(error); // nobody else would hear of it
    }
  }

  return {
    prepare: (incoming) =>
      new Promise((resolve, reject) => {
        gathered.push({ incoming, resolve, reject });
        bytes += incoming.body.bytes.length;
        if (bytes >= wholeBundle) send();
        else if (gathered.length === 1) setImmediate(send);
      }),
    async close() {
      await thread?.close();
    },
  };
}

const bodiesOf = (bundle: readonly Waiting[]) => bundle.map(({ incoming }) => incoming);

function settle(bundle: readonly Waiting[], prepared: readonly Prepared[]): void {
  bundle.forEach(({ resolve, reject }, index) => {
    const one = prepared[index]!;
    if (one instanceof Error) reject(one);
    else resolve(one);
  });
}

interface Thread {
  ready(): boolean;
  /** Settles every body of the bundle. */
  prepare(bundle: readonly Waiting[], limits: TimeLimits): void;
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
  const waiting = new Map<number, readonly Waiting[]>();
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
    const bundle = waiting.get(message.number)!;
    waiting.delete(message.number);
    const senders = bundle.map(({ incoming }) => incoming.sender);
    settle(bundle, preparedOf(message, senders));
  });
  worker.on('error', (error: Error) => {
    cause = error;
  });
  worker.on('exit', () => {
    ready = false;
    const error = cause ?? new Error('the thread that prepares signals ended');
    for (const bundle of waiting.values()) for (const { reject } of bundle) reject(error);
    if (!closing) onLost(error);
  });
  return {
    ready: () => ready,
    prepare(bundle, limits) {
      last++;
      const question = ask(last, bodiesOf(bundle), limits);
      waiting.set(last, bundle);
      worker.postMessage(question, [question.bytes.buffer]);
    },
    async close() {
      closing = true;
      await worker.terminate();
    },
  };
}
