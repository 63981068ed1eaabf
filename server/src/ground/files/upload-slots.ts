/** How many uploads run, of each person and altogether; one for each process. */
export interface UploadSlots {
  /** A function that gives the place back, or null when there is none. */
  take(person: string, limits: { person: number; all: number }): (() => void) | null;
}

export function createUploadSlots(): UploadSlots {
  const running = new Map<string, number>();
  let all = 0;
  return {
    take(person, limits) {
      const theirs = running.get(person) ?? 0;
      if (theirs >= limits.person || all >= limits.all) return null;
      running.set(person, theirs + 1);
      all += 1;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        all -= 1;
        const left = (running.get(person) ?? 1) - 1;
        if (left > 0) running.set(person, left);
        else running.delete(person);
      };
    },
  };
}
