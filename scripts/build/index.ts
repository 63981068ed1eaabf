import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import type { BuildStep } from './steps.ts';

export { type BuildStep, buildSteps } from './steps.ts';

type Log = (sentence: string) => void;

/**
 * Runs every step whose output is missing or was made from other inputs. The fingerprint of the inputs lies beside the
 * output as `<output>.inputs`. Answers the names of the steps that ran. Throws what a step throws; its old output stays.
 */
export async function buildStale(root: string, steps: readonly BuildStep[], log: Log): Promise<string[]> {
  const ran: string[] = [];
  for (const step of steps) {
    const now = await fingerprint(root, step.inputs);
    if (now === (await lastFingerprint(root, step))) continue;
    log(`正在构建${step.title}……`);
    const started = performance.now();
    await replaceOutput(root, step);
    await writeFile(markerOf(root, step), now);
    log(`${step.title}构建完成,用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒。`);
    ran.push(step.name);
  }
  return ran;
}

const markerOf = (root: string, step: BuildStep) => join(root, `${step.output}.inputs`);

async function lastFingerprint(root: string, step: BuildStep): Promise<string | null> {
  if (!existsSync(join(root, step.output, step.proof))) return null;
  return readFile(markerOf(root, step), 'utf8').catch(() => null);
}

/** Makes the output aside and swaps it in, so that a server that is reading it never sees half of it. */
async function replaceOutput(root: string, step: BuildStep): Promise<void> {
  const target = join(root, step.output);
  const fresh = `${target}.new-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await mkdir(fresh, { recursive: true });
    await step.run(root, fresh);
    if (!existsSync(join(fresh, step.proof))) throw new Error(`${step.name}: ${step.proof} was not made`);
    if (existsSync(target)) await rename(target, old);
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
