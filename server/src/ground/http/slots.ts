/** What runs at once, of each one and altogether, counted or weighed; one for each process. */
export interface Slots {
  /**
   * A function that gives the place back, or which limit stands in the way. A place heavier than a limit is never given.
   * @param weight in the unit of the limits
   */
  take(who: string, limits: SlotLimits, weight?: number): (() => void) | 'each' | 'all';
}

export interface SlotLimits {
  readonly each: number;
  readonly all: number;
}

export function createSlots(): Slots {
  const running = new Map<string, number>();
  let all = 0;
  return {
    take(who, limits, weight = 1) {
      const theirs = running.get(who) ?? 0;
      if (theirs + weight > limits.each) return 'each';
      if (all + weight > limits.all) return 'all';
      running.set(who, theirs + weight);
      all += weight;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        all -= weight;
        const left = (running.get(who) ?? weight) - weight;
        if (left > 0) running.set(who, left);
        else running.delete(who);
      };
    },
  };
}
