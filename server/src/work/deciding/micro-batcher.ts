/** Too much is waiting already; the caller should come back after `retryAfter` seconds. */
export class Overloaded extends Error {
  override name = 'Overloaded';
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super('too many lines are waiting');
    this.retryAfter = retryAfter;
  }
}

export interface BatcherOptions<In> {
  /** Lines in one transaction at most. */
  readonly maxLines: number;
  /** A batch below `maxLines` waits this long for company, when none ran before it; milliseconds. */
  readonly gather: number;
  /** Transactions under way at once. */
  readonly lanes: number;
  /** As long as fewer lines wait, one transaction at a time takes those of all lanes: two small ones cost nearly twice as much. */
  readonly aloneBelow: number;
  /** Lines that may wait; beyond that callers are refused instead of queued. */
  readonly maxWaiting: number;
  /** Any whole number: what has the same one never runs at the same time, and keeps its order. */
  readonly laneOf: (item: In) => number;
}

interface Request<Out> {
  readonly answers: Out[];
  missing: number;
  failed: boolean;
  readonly resolve: (answers: Out[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Entry<In, Out> {
  readonly item: In;
  readonly index: number;
  readonly request: Request<Out>;
}

interface Lane<In, Out> {
  queue: Entry<In, Out>[];
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Gathers the lines of many requests into few transactions. Each request gets its own answers, in its order, or the error: that of
 * the whole run, or the one that the run answers in place of a line of the request.
 */
export class MicroBatcher<In, Out> {
  private readonly lanes: Lane<In, Out>[];
  private waiting = 0;
  private idle: (() => void)[] = [];
  private readonly run: (items: readonly In[]) => Promise<(Out | Error)[]>;
  private readonly options: BatcherOptions<In>;

  constructor(run: (items: readonly In[]) => Promise<(Out | Error)[]>, options: BatcherOptions<In>) {
    this.run = run;
    this.options = options;
    this.lanes = Array.from({ length: options.lanes }, () => ({ queue: [], busy: false, timer: undefined }));
  }

  /** @throws Overloaded when more lines wait than allowed; nothing of the request was taken then */
  push(items: readonly In[]): Promise<Out[]> {
    if (items.length === 0) return Promise.resolve([]);
    if (this.waiting > 0 && this.waiting + items.length > this.options.maxWaiting) {
      return Promise.reject(new Overloaded(1));
    }
    return new Promise((resolve, reject) => {
      const answers = new Array<Out>(items.length);
      const request = { answers, missing: items.length, failed: false, resolve, reject };
      items.forEach((item, index) => {
        this.lanes[this.options.laneOf(item) % this.lanes.length]!.queue.push({ item, index, request });
      });
      this.waiting += items.length;
      for (const lane of this.lanes) this.schedule(lane);
    });
  }

  /** Resolves when nothing waits or runs any more. */
  drained(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private isIdle(): boolean {
    return this.lanes.every((lane) => !lane.busy && lane.queue.length === 0);
  }

  private schedule(lane: Lane<In, Out>): void {
    if (lane.busy || lane.queue.length === 0) return;
    if (lane.queue.length >= this.options.maxLines) {
      this.start(lane);
    } else {
      lane.timer ??= setTimeout(() => {
        lane.timer = undefined;
        this.due(lane);
      }, this.options.gather);
    }
  }

  /** What waited while a batch ran has gathered long enough, unless there is so much of it that larger batches pay. */
  private next(): void {
    if (this.waiting >= this.options.aloneBelow) for (const lane of this.lanes) this.schedule(lane);
    else if (this.waiting > 0 && this.lanes.every(({ busy }) => !busy)) this.start(...this.lanes);
  }

  /** With little to do it waits for the other lanes, whose end schedules it again, and takes what they have along. */
  private due(lane: Lane<In, Out>): void {
    if (this.waiting >= this.options.aloneBelow) this.start(lane);
    else if (this.lanes.every(({ busy }) => !busy)) this.start(...this.lanes);
  }

  private start(...lanes: Lane<In, Out>[]): void {
    const taken = lanes.flatMap(({ queue }) => queue.splice(0, this.options.maxLines));
    this.waiting -= taken.length;
    const entries = taken.filter((entry) => !entry.request.failed);
    for (const lane of lanes) {
      clearTimeout(lane.timer);
      lane.timer = undefined;
      lane.busy = true;
    }
    this.run(entries.map((entry) => entry.item))
      .then(
        (answers) => {
          for (const [at, entry] of entries.entries()) {
            const answer = answers[at]!;
            if (answer instanceof Error) fail(entry, answer);
            else deliver(entry, answer);
          }
        },
        (error) => {
          for (const entry of entries) fail(entry, error);
        },
      )
      .finally(() => {
        for (const lane of lanes) lane.busy = false;
        if (this.isIdle()) for (const wake of this.idle.splice(0)) wake();
        this.next();
      });
  }
}

function deliver<In, Out>({ request, index }: Entry<In, Out>, answer: Out): void {
  request.answers[index] = answer;
  request.missing--;
  if (request.missing === 0) request.resolve(request.answers);
}

function fail<In, Out>({ request }: Entry<In, Out>, error: unknown): void {
  request.failed = true;
  request.reject(error);
}
