/** Progress and complaints for people; stdout is for results only. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** One result as a line of JSON. */
export function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
