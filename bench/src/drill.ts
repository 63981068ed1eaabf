import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DrillScore, drillTypes } from '@lanzha/engine/drill';
import { runCommand } from './support/running-server.ts';

const days = 30;

/** Makes a district of a month with the product's own model and rules, and puts the truth beside what came of it. */
export async function run(): Promise<Record<string, number | string>> {
  const folder = await mkdtemp(join(tmpdir(), 'lanzha-drill-'));
  const dataDir = join(folder, 'data');
  try {
    const made = await resultOf<{ seconds: number; signals: number; warnings: number }>([
      'drill',
      'create',
      '--data',
      dataDir,
      '--days',
      String(days),
    ]);
    const score = await resultOf<DrillScore>(['drill', 'score', '--data', dataDir]);
    return figuresOf(made, score);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function resultOf<T>(args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await runCommand(args);
  if (code !== 0) throw new Error(`lanzha ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

function figuresOf(
  made: { seconds: number; signals: number; warnings: number },
  { detection, minutes, money }: DrillScore,
): Record<string, number | string> {
  const { all, byType } = detection;
  const rate = (value: number | null) => (value === null ? '—' : `${(100 * value).toFixed(1)} %`);
  return {
    [`seconds to make ${days} days`]: made.seconds,
    signals: made.signals,
    warnings: made.warnings,
    precision: rate(all.precision),
    recall: rate(all.recall),
    F1: rate(all.f1),
    'warned before the first payment': `${all.inTime} of ${all.payable}`,
    ...Object.fromEntries(
      drillTypes.map((type) => {
        const { precision, recall, f1, serious } = byType[type];
        return [
          `type ${type}: precision, recall, F1`,
          `${rate(precision)}, ${rate(recall)}, ${rate(f1)} (${serious})`,
        ];
      }),
    ),
    'first signal to the desk, minutes, median and p90': `${minutes.toDesk.median}, ${minutes.toDesk.p90}`,
    'desk to first contact, urgent and high, minutes, median and p90': `${minutes.toFirstContactUrgent.median}, ${minutes.toFirstContactUrgent.p90}`,
    'stake, yuan': Math.round(money.stake / 100),
    'lost, yuan': Math.round(money.lost / 100),
    'saved with proof, yuan': Math.round(money.savedWithProof / 100),
  };
}
