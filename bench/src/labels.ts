import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signal } from '@lanzha/contract';
import { type CheckedLine, checkValue, isRejected } from '@lanzha/server/facts/signals';
import type { SignalIntake } from '@lanzha/server/flows/signal-intake';
import { openFlow } from './support/in-process.ts';
import { percent, table, writeSection } from './support/readme.ts';
import { sharedLines } from './support/shared-data.ts';

interface Labelled {
  readonly set: string;
  readonly label: string;
  readonly fraud: boolean;
  readonly signal: Signal;
}

/** Real input through the real flow with the default model: how often each label of two public sets becomes a warning. */
export async function run(): Promise<Record<string, number | string>> {
  const sets = [await messages(), await dialogues()].flatMap((set) => set ?? []);
  if (sets.length === 0) return { labels: 'the data folder is not here' };
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-labels-'));
  const flow = await openFlow(dataDir);
  try {
    const warned = await decide(flow.intake, flow.unitId, sets);
    const results = Map.groupBy(sets, ({ set, label }) => `${set}\n${label}`);
    const rows = [...results.values()].map((all) => ({
      ...all[0]!,
      signals: all.length,
      warnings: all.filter((one) => warned.has(one)).length,
    }));
    rows.sort(
      (a, b) => a.set.localeCompare(b.set) || Number(b.fraud) - Number(a.fraud) || b.signals - a.signals,
    );
    await writeSection('labels', describe(rows));
    return Object.fromEntries(
      [...new Set(sets.map(({ set }) => set))].flatMap((set) =>
        [true, false].map((fraud): [string, number] => {
          const some = sets.filter((one) => one.set === set && one.fraud === fraud);
          const name = `${set}: share of ${fraud ? 'fraud' : 'other'} that became a warning`;
          return [name, some.filter((one) => warned.has(one)).length / some.length];
        }),
      ),
    );
  } finally {
    await flow.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Every signal has a subject of its own, so that none is judged by what came before it. */
async function decide(
  intake: SignalIntake,
  unitId: string,
  sets: readonly Labelled[],
): Promise<Set<Labelled>> {
  const limits = { now: Date.now(), futureTolerance: 0 };
  const lines = sets.map(({ signal }, index): CheckedLine => {
    const line = checkValue(signal, index + 1, limits);
    if (isRejected(line)) throw new Error(line.error);
    return line;
  });
  const decisions = await intake.take(lines, { unitId, source: 'labels' });
  return new Set(sets.filter((_, index) => decisions[index]!.warningId !== null));
}

const subjectOf = (first: number, index: number) => ({ phone: String(first + index) });
const at = () => new Date(Date.now() - 60_000).toISOString();

/** The set has its words separated by blanks; a telephone does not. Contacts are replaced by words such as PHONE already. */
const joined = (text: string) => text.replace(/(?<=[^\x20-\x7e]) +| +(?=[^\x20-\x7e])/g, '');

async function messages(): Promise<Labelled[] | null> {
  const rows = await sharedLines<{ text: string; label: string }>('fake-base-station-sms/dev.jsonl');
  return (
    rows?.map(({ text, label }, index) => ({
      set: '伪基站短信',
      label,
      fraud: label.startsWith('FR:'),
      signal: {
        ...{ id: `sms-${index}`, kind: 'sms', at: at(), subject: subjectOf(13_000_000_000, index) },
        text: joined(text),
      },
    })) ?? null
  );
}

interface Dialogue {
  readonly turns: readonly { who: string; text: string }[];
  readonly fraud: boolean;
  readonly type: string;
}

const charactersPerSecond = 4;

async function dialogues(): Promise<Labelled[] | null> {
  const rows = await sharedLines<Dialogue>('call-dialogues/dev.jsonl');
  return (
    rows?.map(({ turns, fraud, type }, index) => {
      const transcript = turns.map(({ text }) => text).join('\n');
      const seconds = Math.round(transcript.length / charactersPerSecond);
      const subject = subjectOf(15_000_000_000, index);
      const signal = { id: `call-${index}`, kind: 'call' as const, at: at(), subject, seconds, transcript };
      return { set: '通话对话', label: type, fraud, signal };
    }) ?? null
  );
}

interface Row {
  readonly set: string;
  readonly label: string;
  readonly fraud: boolean;
  readonly signals: number;
  readonly warnings: number;
}

function describe(rows: readonly Row[]): string {
  return [
    '## 真实输入:每种标签有多少成为预警',
    '两份公开数据的开发部分,作为信号送入真实流程(内嵌 PostgreSQL、默认模型),每条各有一个当事人。模型没有见过它们。短信只看内容,不带号码;通话时长按每秒 4 字估计。',
    table(
      ['数据', '标签', '诈骗', '信号', '预警', '比例'],
      rows.map(({ set, label, fraud, signals, warnings }) => [
        ...[set, label, fraud ? '是' : '否', signals, warnings],
        percent(warnings / signals),
      ]),
    ),
  ].join('\n\n');
}
