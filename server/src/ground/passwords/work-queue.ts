/** Too many already wait: the caller says "try later" instead of letting the line grow. */
export class QueueFull extends Error {
  override name = 'QueueFull';
}

/** Runs at most `parallel` at once and lets at most `waiting` stand in line. */
export function createWorkQueue(parallel: number, waiting: number) {
  const line: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < parallel) {
      running += 1;
      return;
    }
    if (line.length >= waiting) throw new QueueFull('queue is full');
    await new Promise<void>((resolve) => line.push(resolve)); // whoever leaves hands over the place
  }
  function leave(): void {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next();
  }
  return async function run<T>(work: () => Promise<T>): Promise<T> {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
