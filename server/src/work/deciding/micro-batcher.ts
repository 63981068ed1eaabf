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
  /** Requests in such a transaction at most, so that some are answered and others arrive while the next runs, and not all in turn. */
  readonly aloneMost: number;
  /**
   * So many waiting requests begin while the last statements of the batch before are on their way, to read meanwhile; fewer wait for its
   * end. Never when larger batches pay.
   */
  readonly aheadFrom: number;
  /** Lines that may wait; beyond that callers are refused instead of queued. */
  readonly maxWaiting: number;
  /** Any whole number: what has the same one never runs at the same time, and keeps its order. */
  readonly laneOf: (item: In) => number;
}

/** A batch among those that follow each other. */
export interface Turn {
  /** Resolves when the batch before has ended, well or badly; undefined when none is under way. What is read until then may not know of it. */
  readonly before: Promise<void> | undefined;
  /** Nothing but the last statements is left of this batch, and what it touches is known: the next may begin. */
  ending(): void;
}

/** Of what comes by itself. */
export const noOthers: Turn = { before: undefined, ending: () => undefined };

type Run<In, Out> = (items: readonly In[], turn: Turn) => Promise<(Out | Error)[]>;

/** A batch that takes the lines of all lanes. */
interface AloneBatch {
  ending: boolean;
  over: Promise<void>;
}

interface Request<Out> {
  readonly answers: Out[];
  /** Lines that wait. */
  left: number;
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
  /** Requests with lines that wait. */
  private requests = 0;
  /** Batches whose requests are not all told yet. */
  private running = 0;
  /** Of those that run alone, the one whose turn it is, and the one that reads ahead. */
  private inFront: AloneBatch | undefined;
  private behind: AloneBatch | undefined;
  private idle: (() => void)[] = [];
  private readonly run: Run<In, Out>;
  private readonly options: BatcherOptions<In>;

  constructor(run: Run<In, Out>, options: BatcherOptions<In>) {
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
      const request = { answers, left: items.length, missing: items.length, failed: false, resolve, reject };
      items.forEach((item, index) => {
        this.lanes[this.options.laneOf(item) % this.lanes.length]!.queue.push({ item, index, request });
      });
      this.waiting += items.length;
      this.requests++;
      for (const lane of this.lanes) this.schedule(lane);
      this.beginAhead();
    });
  }

  /** Resolves when nothing waits or runs any more. */
  drained(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private isIdle(): boolean {
    return this.running === 0 && this.lanes.every(({ queue }) => queue.length === 0);
  }

  private schedule(lane: Lane<In, Out>): void {
    if (lane.busy || lane.queue.length === 0) return;
    if (lane.queue.length >= this.options.maxLines) {
      this.startLane(lane);
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
    else if (this.waiting > 0) this.startAlone();
  }

  /** With little to do it waits for the other lanes, whose end schedules it again, and takes what they have along. */
  private due(lane: Lane<In, Out>): void {
    if (this.waiting >= this.options.aloneBelow) this.startLane(lane);
    else this.startAlone();
  }

  private startLane(lane: Lane<In, Out>): void {
    this.carryOut(this.take([lane], Number.POSITIVE_INFINITY), noOthers, () => {
      lane.busy = false;
      this.next();
    });
  }

  private startAlone(): void {
    if (this.lanes.every(({ busy }) => !busy)) this.inFront = this.alone(undefined);
  }

  private beginAhead(): void {
    const { aheadFrom, aloneBelow } = this.options;
    if (this.inFront?.ending !== true || this.behind !== undefined) return;
    if (this.requests >= aheadFrom && this.waiting < aloneBelow) this.behind = this.alone(this.inFront.over);
  }

  private alone(before: Promise<void> | undefined): AloneBatch {
    const entries = this.take(this.lanes, Math.ceil(this.options.aloneMost / this.lanes.length));
    const batch: AloneBatch = { ending: false, over: Promise.resolve() };
    const ending = () => {
      batch.ending = true;
      this.beginAhead();
    };
    batch.over = this.carryOut(entries, { before, ending }, () => this.aloneEnded(batch));
    return batch;
  }

  private aloneEnded(batch: AloneBatch): void {
    if (batch !== this.behind) this.inFront = this.behind;
    this.behind = undefined; // in front by now, or it failed before its turn came
    if (this.inFront !== undefined) {
      this.beginAhead();
      return;
    }
    for (const lane of this.lanes) lane.busy = false;
    this.next();
  }

  /** The lines that these lanes have, of so many requests each; the lanes are busy with them from now on. */
  private take(lanes: readonly Lane<In, Out>[], requests: number): Entry<In, Out>[] {
    const taken = lanes.flatMap(({ queue }) => queue.splice(0, this.linesOf(queue, requests)));
    for (const { request } of taken) if (--request.left === 0) this.requests--;
    this.waiting -= taken.length;
    for (const lane of lanes) {
      clearTimeout(lane.timer);
      lane.timer = undefined;
      lane.busy = true;
    }
    return taken.filter((entry) => !entry.request.failed);
  }

  /** How many of the first lines of a queue belong to so many requests. */
  private linesOf(queue: readonly Entry<In, Out>[], requests: number): number {
    let count = 0;
    for (let seen = 0; count < queue.length && count < this.options.maxLines; count++) {
      if (queue[count]!.request !== queue[count - 1]?.request && ++seen > requests) break;
    }
    return count;
  }

  /** What follows goes first: its way to the database and back is as long as answering many requests. */
  private carryOut(entries: readonly Entry<In, Out>[], turn: Turn, ended: () => void): Promise<void> {
    this.running++;
    const items = entries.map((entry) => entry.item);
    const told = (tell: () => void) => {
      ended();
      setImmediate(() => {
        tell();
        this.running--;
        if (this.isIdle()) for (const wake of this.idle.splice(0)) wake();
      });
    };
    return this.run(items, turn).then(
      (answers) => {
        for (const [at, { request }] of entries.entries()) request.failed ||= answers[at] instanceof Error;
        told(() => answerAll(entries, answers));
      },
      (error) => {
        for (const { request } of entries) request.failed = true; // the next batch takes no more of it
        told(() => failAll(entries, error));
      },
    );
  }
}

function answerAll<In, Out>(entries: readonly Entry<In, Out>[], answers: readonly (Out | Error)[]): void {
  for (const [at, entry] of entries.entries()) {
    const answer = answers[at]!;
    if (answer instanceof Error) fail(entry, answer);
    else deliver(entry, answer);
  }
}

function failAll<In, Out>(entries: readonly Entry<In, Out>[], error: unknown): void {
  for (const entry of entries) fail(entry, error);
}

function deliver<In, Out>({ request, index }: Entry<In, Out>, answer: Out): void {
  request.answers[index] = answer;
  request.missing--;
  if (request.missing === 0) request.resolve(request.answers);
}

function fail<In, Out>({ request }: Entry<In, Out>, error: unknown): void {
  request.reject(error);
}
