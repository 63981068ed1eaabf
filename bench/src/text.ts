import { classifyText, evaluate, type LabelledText, trainTextModel } from '@lanzha/engine/classifying';
import { classifyWithSvm, trainLinearSvm } from './peers/linear-svm.ts';
import { sharedLines } from './support/shared-data.ts';

type Figures = Record<string, number | string>;

interface Dialogue {
  readonly turns: readonly { readonly text: string }[];
  readonly fraud: boolean;
  readonly type: string;
}

interface Task {
  readonly name: string;
  readonly folder: string;
  readonly read: (folder: string, part: string) => Promise<LabelledText[] | null>;
}

const texts = (folder: string, part: string) => sharedLines<LabelledText>(`${folder}/${part}.jsonl`);

/** A dialogue is one text, a turn a line. */
const dialogues = (label: (dialogue: Dialogue) => string) => async (folder: string, part: string) => {
  const rows = await sharedLines<Dialogue>(`${folder}/${part}.jsonl`);
  return (
    rows?.map((row) => ({ text: row.turns.map((turn) => turn.text).join('\n'), label: label(row) })) ?? null
  );
};

const tasks: readonly Task[] = [
  { name: 'scam-texts', folder: 'scam-texts', read: texts },
  { name: 'fake-base-station-sms', folder: 'fake-base-station-sms', read: texts },
  {
    name: 'call-dialogues fraud',
    folder: 'call-dialogues',
    read: dialogues((row) => (row.fraud ? 'fraud' : 'normal')),
  },
  { name: 'call-dialogues type', folder: 'call-dialogues', read: dialogues((row) => row.type) },
];

/** Trains on the train part of each public set, judges its dev part, and a plain linear SVM beside it in the same process. */
export async function run(): Promise<Figures> {
  const figures: Figures = {};
  for (const { name, folder, read } of tasks) {
    const [train, dev] = [await read(folder, 'train'), await read(folder, 'dev')];
    if (train === null || dev === null) figures[name] = 'the set is not on this machine';
    else Object.assign(figures, compare(name, train, dev));
  }
  return figures;
}

function compare(name: string, train: readonly LabelledText[], dev: readonly LabelledText[]): Figures {
  const started = performance.now();
  const model = trainTextModel(train);
  const seconds = (performance.now() - started) / 1000;
  const ours = measure(dev, (text) => classifyText(model, text).label);
  const svm = trainLinearSvm(train);
  const plain = measure(dev, (text) => classifyWithSvm(svm, text));
  return {
    [`${name}: macro-F1`]: ours.macroF1,
    [`${name}: macro-F1 of a linear SVM`]: plain.macroF1,
    [`${name}: texts/s`]: Math.round(ours.rate),
    [`${name}: texts/s of a linear SVM`]: Math.round(plain.rate),
    [`${name}: times as fast`]: ours.rate / plain.rate,
    [`${name}: seconds to train`]: seconds,
  };
}

const passes = 5;
const secondsOfPass = 0.5;

/** `rate` is texts a second of processor time on one core, the median of several passes after a first one to warm up. */
function measure(rows: readonly LabelledText[], classify: (text: string) => string) {
  const { macroF1 } = evaluate(rows.map(({ text, label }) => ({ truth: label, answer: classify(text) })));
  const rates = Array.from({ length: passes + 1 }, () => rateOf(rows, classify)).slice(1);
  return { macroF1, rate: rates.sort((a, b) => a - b)[Math.floor(passes / 2)]! };
}

function rateOf(rows: readonly LabelledText[], classify: (text: string) => string): number {
  const before = process.cpuUsage();
  for (let done = 0; ; ) {
    for (const { text } of rows) classify(text);
    done += rows.length;
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e6 >= secondsOfPass) return (done * 1e6) / (user + system);
  }
}
