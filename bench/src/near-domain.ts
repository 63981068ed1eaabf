import { createHash } from 'node:crypto';
import { evaluate, type LabelFigures, trainTextModel } from '@lanzha/engine/classifying';
import {
  defaultTextModel,
  defaultTexts,
  fraudOrNormal,
  openTextJudge,
  type SeedText,
  type TextJudge,
  textJudge,
  training,
} from '@lanzha/server/work/deciding';
import { percent, table, three, writeSection } from './support/readme.ts';
import { sharedLines } from './support/shared-data.ts';

const folds = 5;

interface Judged {
  readonly truth: string;
  readonly answer: string;
}

interface JudgedText extends Judged {
  readonly text: SeedText;
}

/** What the default texts teach: cross-validated on themselves, near-domain negatives apart, and on a public set of another hand. */
export async function run(): Promise<Record<string, number | string>> {
  const foreign = await judgeForeign(await openTextJudge(await defaultTextModel()));
  const texts = await defaultTexts();
  const own = crossValidate(texts);
  const parts = [describeOwn(own), ...(foreign === null ? [] : [describeForeign(foreign)])];
  await writeSection('near-domain', parts.join('\n\n'));
  return {
    texts: texts.length,
    'macro-F1 by type (5 folds)': evaluate(own).macroF1,
    ...figures('5 folds', own),
    ...(foreign === null ? {} : figures('scam-texts dev', foreign)),
  };
}

function figures(of: string, judged: readonly Judged[]): Record<string, number> {
  const { macroF1, fraud, normal } = twoSided(judged);
  return {
    [`macro-F1 fraud/normal (${of})`]: macroF1,
    [`recall of fraud (${of})`]: fraud.recall,
    [`false alarms on normal texts (${of})`]: 1 - normal.recall,
  };
}

/** Each text is judged by a model that has not seen it. The fold is a hash of the id: neighbours in a file are often alike. */
function crossValidate(texts: readonly SeedText[]): JudgedText[] {
  const foldOf = ({ id }: SeedText) => createHash('sha256').update(id).digest()[0]! % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const known = texts.filter((text) => foldOf(text) !== fold);
    const judge = textJudge(
      trainTextModel(known.map(fraudOrNormal), training.sieve),
      trainTextModel(known, training.types),
    );
    const held = texts.filter((text) => foldOf(text) === fold);
    return held.map((text) => ({ text, ...judged(judge, text.text, text.label) }));
  }).flat();
}

/** As the product decides: the sieve says whether, the other model says which (server/src/work/deciding). */
function judged(judge: TextJudge, text: string, truth: string): Judged {
  const signal = {
    id: 'bench',
    kind: 'sms',
    at: '2026-01-01T00:00:00Z',
    subject: { phone: '000' },
    text,
  } as const;
  return { truth, answer: judge.judge(signal)?.type ?? 'normal' };
}

const typesOfSet: Record<string, string> = {
  正常: 'normal',
  刷单返利: '01',
  冒充电商物流客服: '04',
  虚假贷款征信: '05',
  冒充领导熟人: '07',
  冒充公检法及政府机关: '08',
  网络婚恋交友: '09',
  网络游戏产品虚假交易: '10',
};

async function judgeForeign(judge: TextJudge): Promise<Judged[] | null> {
  const rows = await sharedLines<{ text: string; label: string }>('scam-texts/dev.jsonl');
  return rows?.map(({ text, label }) => judged(judge, text, typesOfSet[label]!)) ?? null;
}

/** Every type of fraud taken together against normal. */
function twoSided(judged: readonly Judged[]) {
  const side = (label: string) => (label === 'normal' ? 'normal' : 'fraud');
  const { macroF1, labels } = evaluate(
    judged.map(({ truth, answer }) => ({ truth: side(truth), answer: side(answer) })),
  );
  const of = (label: string) => labels.find((one) => one.label === label)!;
  return { macroF1, fraud: of('fraud'), normal: of('normal') };
}

function describeOwn(judged: readonly JudgedText[]): string {
  const registers = [...new Set(judged.map(({ text }) => text.register))].sort();
  const topics = [...new Set(judged.flatMap(({ text }) => text.topic ?? []))].sort();
  const normals = judged.filter(({ truth }) => truth === 'normal');
  const byType = evaluate(judged);
  return [
    '## 默认文本模型:近域检验',
    `自写文本 ${judged.length} 条,五折交叉验证(按编号的哈希分折)。正常文本都是“近域”的:真的银行通知、真的快递电话、真的民警走访。`,
    `按类型 macro-F1 **${three(byType.macroF1)}**,诈骗与正常 macro-F1 **${three(twoSided(judged).macroF1)}**。`,
    table(['类型', '条数', '精确率', '召回率', 'F1'], byType.labels.map(rowOf)),
    '按语体(诈骗与正常两类):',
    table(
      ['语体', '条数', 'macro-F1', '诈骗召回率', '正常误报率'],
      registers.map((register) => {
        const some = judged.filter(({ text }) => text.register === register);
        const { macroF1, fraud, normal } = twoSided(some);
        return [register, some.length, three(macroF1), percent(fraud.recall), percent(1 - normal.recall)];
      }),
    ),
    '近域正常文本被误报为诈骗的比例:',
    table(
      ['话题', '条数', '误报率'],
      [...topics, '合计'].map((topic) => {
        const some = topic === '合计' ? normals : normals.filter(({ text }) => text.topic === topic);
        return [topic, some.length, percent(shareCalledFraud(some))];
      }),
    ),
  ].join('\n\n');
}

function describeForeign(judged: readonly Judged[]): string {
  const { macroF1, fraud, normal } = twoSided(judged);
  return [
    '### 他人文本:scam-texts(开发部分)',
    `用全部自写文本训练的默认模型,没有见过这一数据集。诈骗与正常 macro-F1 **${three(macroF1)}**。`,
    table(['类别', '条数', '精确率', '召回率', 'F1'], [fraud, normal].map(rowOf)),
    '判为诈骗的比例与判对类型的比例:',
    table(
      ['类型', '条数', '判为诈骗', '判对类型'],
      Object.entries(typesOfSet).map(([name, label]) => {
        const some = judged.filter(({ truth }) => truth === label);
        const right = some.filter(({ answer }) => answer === label).length / some.length;
        return [name, some.length, percent(shareCalledFraud(some)), percent(right)];
      }),
    ),
  ].join('\n\n');
}

const shareCalledFraud = (judged: readonly Judged[]) =>
  judged.filter(({ answer }) => answer !== 'normal').length / judged.length;

const rowOf = ({ label, support, precision, recall, f1 }: LabelFigures) => [
  label,
  support,
  three(precision),
  three(recall),
  three(f1),
];
