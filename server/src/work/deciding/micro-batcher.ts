/** Too much is waiting already; the caller should come back after `retryAfter` seconds. */
export class Overloaded extends Error {
  override name = 'Overloaded';
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super('too many lines are waiting');
    this.retryAfter = retryAfter;
  }
}

export interface BatcherOptions {
  /** Lines in one transaction at most. */
  readonly maxLines: number;
  /** A batch below `maxLines` waits this long for company; milliseconds. */
  readonly gather: number;
  /** Transactions under way at once. */
  readonly lanes: number;
  /** Lines that may wait; beyond that callers are refused instead of queued. */
  readonly maxWaiting: number;
}

interface Waiting<In, Out> {
  readonly items: readonly In[];
  readonly answers: Out[];
  next: number;
  missing: number;
  readonly resolve: (answers: Out[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers the lines of many requests into few transactions. Each request gets its own answers, in its order, or the error. */
export class MicroBatcher<In, Out> {
  private readonly queue: Waiting<In, Out>[] = [];
  private waiting = 0;
  private busy = 0;
  private timer: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];
  private readonly run: (items: readonly In[]) => Promise<Out[]>;
  private readonly options: BatcherOptions;

  constructor(run: (items: readonly In[]) => Promise<Out[]>, options: BatcherOptions) {
    this.run = run;
    this.options = options;
  }

  /** @throws Overloaded when more lines wait than allowed; nothing of the request was taken then */
  push(items: readonly In[]): Promise<Out[]> {
    if (items.length === 0) return Promise.resolve([]);
    if (this.waiting > 0 && this.waiting + items.length > this.options.maxWaiting) {
      return Promise.reject(new Overloaded(1));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({
        items,
        answers: new Array<Out>(items.length),
        next: 0,
        missing: items.length,
        resolve,
        reject,
      });
      this.waiting += items.length;
      this.schedule();
    });
  }

  /** Resolves when nothing waits or runs any more. */
  drained(): Promise<void> {
    if (this.waiting === 0 && this.busy === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    while (this.busy < this.options.lanes && this.waiting >= this.options.maxLines) this.start();
    if (this.busy < this.options.lanes && this.waiting > 0 && this.timer === undefined) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        if (this.busy < this.options.lanes && this.waiting > 0) this.start();
      }, this.options.gather);
    }
  }

  private start(): void {
    const items: In[] = [];
    const parts: { request: Waiting<In, Out>; from: number; count: number }[] = [];
    while (items.length < this.options.maxLines && this.queue.length > 0) {
      const request = this.queue[0]!;
      const count = Math.min(this.options.maxLines - items.length, request.items.length - request.next);
      for (let index = 0; index < count; index++) items.push(request.items[request.next + index]!);
      parts.push({ request, from: request.next, count });
      request.next += count;
      if (request.next === request.items.length) this.queue.shift();
    }
    this.waiting -= items.length;
    this.busy++;
    this.run(items)
      .then(
        (answers) => this.deliver(parts, answers),
        (error) => this.fail(parts, error),
      )
      .finally(() => {
        this.busy--;
        if (this.waiting === 0 && this.busy === 0) for (const wake of this.idle.splice(0)) wake();
        this.schedule();
      });
  }

  private deliver(parts: { request: Waiting<In, Out>; from: number; count: number }[], answers: Out[]): void {
    let at = 0;
    for (const { request, from, count } of parts) {
      for (let index = 0; index < count; index++) request.answers[from + index] = answers[at++]!;
      request.missing -= count;
      if (request.missing === 0) request.resolve(request.answers);
    }
  }

  private fail(parts: { request: Waiting<In, Out>; from: number; count: number }[], error: unknown): void {
    for (const { request } of parts) {
      const at = this.queue.indexOf(request);
      if (at >= 0) {
        this.waiting -= request.items.length - request.next;
        this.queue.splice(at, 1);
      }
      request.reject(error);
    }
  }
}
