import { readFile, writeFile } from 'node:fs/promises';
import {
  decodeTextModel,
  encodeTextModel,
  explainText,
  type TextModel,
  trainTextModel,
} from '@lanzha/engine/classifying';
import type { Command } from 'commander';
import { defaultTextModel } from '../../../work/deciding/index.ts';
import { CommandError } from '../fail.ts';
import { badLine, type LineProblem, readObjects } from '../json-lines.ts';
import { printAll } from '../output.ts';
import { print, say } from '../say.ts';

export function addText(program: Command): void {
  const text = program.command('text').description('文本分类');
  text
    .command('train')
    .description('用已标注的文本训练模型;每行 {"text","label"}')
    .requiredOption('--in <file>', '训练文件(NDJSON),可多次给出', (file, before: string[] = []) => [
      ...before,
      file,
    ])
    .requiredOption('--out <file>', '模型文件')
    .action((options: { in: string[]; out: string }) => train(options.in, options.out));
  text
    .command('classify')
    .description('从标准输入读取 {"id"?,"text"},逐行输出分类')
    .option('--model <file>', '模型文件,默认为随产品构建的模型')
    .action((options: { model?: string }) => classify(options.model));
}

/** stdout: bad lines as `{"file","line","error"}`, then one line `{"rows","labels","out"}`. */
async function train(files: readonly string[], out: string): Promise<void> {
  const rows: Example[] = [];
  for (const file of files) {
    for await (const block of readObjects(file)) {
      const checked = block.map((read) => ('error' in read ? read : toExample(read.line, read.value)));
      const bad = checked.filter((one): one is LineProblem => 'error' in one);
      if (bad.length > 0) process.exitCode = 2;
      await printAll(bad.map((one) => ({ file, ...one })));
      rows.push(...checked.filter((one): one is Example => !('error' in one)));
    }
  }
  const labels = Object.fromEntries(
    [...Map.groupBy(rows, ({ label }) => label)].map(([label, all]) => [label, all.length]),
  );
  if (rows.length === 0)
    throw new CommandError('训练文件里没有可用的行。每行应是 {"text":"…","label":"…"}。');
  if (Object.keys(labels).length === 1) {
    throw new CommandError(`训练文件里只有一种标签“${rows[0]!.label}”,至少要有两种才能训练。`);
  }
  say(`正在用 ${rows.length} 条文本训练 ${Object.keys(labels).length} 个类别……`);
  await writeFile(out, encodeTextModel(trainTextModel(rows))).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`不能写入模型文件 ${out}(${error.code})。`);
  });
  print({ rows: rows.length, labels, out });
}

interface Example {
  readonly text: string;
  readonly label: string;
}

function toExample(line: number, value: Record<string, unknown>): Example | LineProblem {
  if (typeof value.text !== 'string' || value.text.trim() === '') return badLine(line, 'text', '非空的文本');
  if (typeof value.label !== 'string' || value.label === '') return badLine(line, 'label', '非空的文本');
  return { text: value.text, label: value.label };
}

/** stdout, in the order of the lines: `{"id","label","score","reasons"}`, or `{"line","error"}` in place of a bad line. */
async function classify(file: string | undefined): Promise<void> {
  const model = await openModel(file ?? (await defaultTextModel()));
  for await (const block of readObjects(process.stdin)) {
    const answers = block.map((read) => {
      if ('error' in read) return read;
      if (typeof read.value.text !== 'string') return badLine(read.line, 'text', '文本');
      const { label, score, reasons } = explainText(model, read.value.text);
      return { id: read.value.id ?? null, label, score: Number(score.toFixed(4)), reasons };
    });
    if (answers.some((answer) => 'error' in answer)) process.exitCode = 2;
    await printAll(answers);
  }
}

async function openModel(file: string): Promise<TextModel> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(
      error.code === 'ENOENT' ? `没有找到模型文件 ${file}。` : `不能读取模型文件 ${file}(${error.code})。`,
    );
  });
  try {
    return decodeTextModel(content);
  } catch {
    throw new CommandError(`${file} 不是文本模型,或已损坏。请用 lanzha text train 重新训练。`);
  }
}
