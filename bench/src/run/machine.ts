import { cpus, totalmem, type } from 'node:os';

/** The machine in a few words, as one line of a table. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() || process.arch;
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model},${memory} GB,${type()},Node ${process.versions.node}`;
}
