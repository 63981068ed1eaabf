import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { classifyText, decodeTextModel, type TextModel, trainTextModel } from '@lanzha/engine/classifying';
import { defaultTextModel, defaultTexts, type LabelledText } from '@lanzha/server/work/deciding/index.ts';
import { fraudOrNormal, type Judged, macroF1, qualityOf, shareOf } from './support/quality.ts';
import { percent, table, three, writeSection } from './support/readme.ts';
import { sharedLines } from './support/shared-data.ts';

const folds = 5;

/** What the default texts teach: cross-validated on themselves, near-domain negatives apart, and on a public set of another hand. */
export async function run(): Promise<Record<string, number | string>> {
  const texts = await defaultTexts();
  const judged = crossValidate(texts);
  const sides = judged.map(fraudOrNormal);
  const model = decodeTextModel(await readFile(await defaultTextModel()));
  const foreign = await judgeForeign(model);
  await writeSection(
    'near-domain',
    [describeOwn(texts.length, judged), ...(foreign === null ? [] : [describeForeign(foreign)])].join('\n\n'),
  );
  return {
    texts: texts.length,
    'macro-F1 by type (5 folds)': macroF1(judged),
    'macro-F1 fraud/normal (5 folds)': macroF1(sides),
    'recall of fraud (5 folds)': qualityOf(sides, 'fraud').recall,
    'false alarms on near-domain texts (5 folds)': 1 - qualityOf(sides, 'normal').recall,
    ...(foreign === null
      ? {}
      : {
          'macro-F1 fraud/normal (scam-texts dev)': macroF1(foreign.map(fraudOrNormal)),
          'recall of fraud (scam-texts dev)': qualityOf(foreign.map(fraudOrNormal), 'fraud').recall,
          'false alarms (scam-texts dev)': 1 - qualityOf(foreign.map(fraudOrNormal), 'normal').recall,
        }),
  };
}

interface JudgedText extends Judged {
  readonly text: LabelledText;
}

/** Each text is judged by a model that has not seen it. The fold is a hash of the id: neighbours in a file are often alike. */
function crossValidate(texts: readonly LabelledText[]): JudgedText[] {
  const foldOf = ({ id }: LabelledText) => createHash('sha256').update(id).digest()[0]! % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const model = trainTextModel(texts.filter((text) => foldOf(text) !== fold));
    const held = texts.filter((text) => foldOf(text) === fold);
    return held.map((text) => ({ text, truth: text.label, said: classifyText(model, text.text).label }));
  }).flat();
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

async function judgeForeign(model: TextModel): Promise<Judged[] | null> {
  const rows = await sharedLines<{ text: string; label: string }>('scam-texts/dev.jsonl');
  return (
    rows?.map(({ text, label }) => ({ truth: typesOfSet[label]!, said: classifyText(model, text).label })) ??
    null
  );
}

function describeOwn(count: number, judged: readonly JudgedText[]): string {
  const sides = judged.map(fraudOrNormal);
  const labels = [...new Set(judged.map(({ truth }) => truth))].sort();
  const registers = [...new Set(judged.map(({ text }) => text.register))].sort();
  const topics = [...new Set(judged.flatMap(({ text }) => text.topic ?? []))].sort();
  const normals = judged.filter(({ truth }) => truth === 'normal');
  return [
    '## 默认文本模型:近域检验',
    `自写文本 ${count} 条,五折交叉验证(按编号的哈希分折)。正常文本都是“近域”的:真的银行通知、真的快递电话、真的民警走访。`,
    `按类型 macro-F1 **${three(macroF1(judged))}**,诈骗与正常 macro-F1 **${three(macroF1(sides))}**。`,
    table(
      ['类型', '条数', '准确率', '召回率', 'F1'],
      labels.map((label) => rowOf(label, qualityOf(judged, label))),
    ),
    '按语体(诈骗与正常两类):',
    table(
      ['语体', '条数', 'macro-F1', '诈骗召回率', '正常误报率'],
      registers.map((register) => {
        const some = judged.filter(({ text }) => text.register === register).map(fraudOrNormal);
        const [fraud, normal] = [qualityOf(some, 'fraud'), qualityOf(some, 'normal')];
        return [
          register,
          some.length,
          three(macroF1(some)),
          percent(fraud.recall),
          percent(1 - normal.recall),
        ];
      }),
    ),
    '近域正常文本被误报为诈骗的比例:',
    table(
      ['话题', '条数', '误报率'],
      [...topics, '合计'].map((topic) => {
        const some = topic === '合计' ? normals : normals.filter(({ text }) => text.topic === topic);
        return [topic, some.length, percent(shareOf(some, ({ said }) => said !== 'normal'))];
      }),
    ),
  ].join('\n\n');
}

function describeForeign(judged: readonly Judged[]): string {
  const sides = judged.map(fraudOrNormal);
  return [
    '### 他人文本:scam-texts(开发部分)',
    `用全部自写文本训练的默认模型,没有见过这一数据集。诈骗与正常 macro-F1 **${three(macroF1(sides))}**;该数据集自己的训练部分训练的线性模型为 0.950(8 类)。`,
    table(
      ['类别', '条数', '准确率', '召回率', 'F1'],
      ['fraud', 'normal'].map((label) => rowOf(label, qualityOf(sides, label))),
    ),
    '判为诈骗的比例与判对类型的比例:',
    table(
      ['类型', '条数', '判为诈骗', '判对类型'],
      Object.entries(typesOfSet).map(([name, label]) => {
        const some = judged.filter(({ truth }) => truth === label);
        return [
          name,
          some.length,
          percent(shareOf(some, ({ said }) => said !== 'normal')),
          percent(shareOf(some, ({ said }) => said === label)),
        ];
      }),
    ),
  ].join('\n\n');
}

const rowOf = (label: string, { precision, recall, f1, support }: ReturnType<typeof qualityOf>) => [
  label,
  support,
  three(precision),
  three(recall),
  three(f1),
];
