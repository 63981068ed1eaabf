/** Waiting that ends at once when the process wants to stop. */
export interface Pause {
  wait(ms: number): Promise<void>;
  /** Ends the present wait and every later one. */
  end(): void;
}

export function createPause(): Pause {
  let wake = () => {};
  let ended = false;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        if (ended) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end() {
      ended = true;
      wake();
    },
  };
}
