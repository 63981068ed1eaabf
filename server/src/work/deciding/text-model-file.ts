import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeTextModel, trainTextModel } from '@lanzha/engine/classifying';

const textsFolder = fileURLToPath(new URL('../../../seed/texts/', import.meta.url));
const trainerFolder = dirname(createRequire(import.meta.url).resolve('@lanzha/engine/classifying'));
const builtFolder = fileURLToPath(new URL('../../../dist/', import.meta.url));
const modelName = 'text-model.bin';
const sieveName = 'text-sieve.bin';

/** Label of the texts that are no fraud. */
export const normal = 'normal';
const inputsName = `${modelName}.inputs`;

/** A text of ours with the type of fraud it shows, or `normal`. `register` says how it speaks, `topic` what a normal one is about. */
export interface SeedText {
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly register: string;
  readonly topic?: string;
}

/**
 * The file of the model that the product decides with. `npm run build` makes it; when it is missing, or texts or trainer have
 * changed since, it is made now (a few seconds). Several processes may do so at once: they write the same, each file at a stroke.
 */
export async function defaultTextModel(folder = builtFolder): Promise<string> {
  const file = join(folder, modelName);
  const made = await readFile(join(folder, inputsName), 'utf8').catch(() => '');
  if (made !== (await fingerprint()) || !existsSync(file) || !existsSync(sieveOf(file)))
    await buildTextModel(folder);
  return file;
}

/** Trains on all texts of ours and writes model and fingerprint into `folder`. */
export async function buildTextModel(folder: string): Promise<void> {
  const inputs = await fingerprint();
  const texts = await defaultTexts();
  const model = encodeTextModel(trainTextModel(texts, training.types));
  const sieve = encodeTextModel(trainTextModel(texts.map(fraudOrNormal), training.sieve));
  await mkdir(folder, { recursive: true });
  // The fingerprint last: whoever is cut off in between has an old fingerprint and builds again.
  await writeAtOnce(join(folder, sieveName), sieve);
  await writeAtOnce(join(folder, modelName), model);
  await writeAtOnce(join(folder, inputsName), Buffer.from(inputs));
}

/** How the two models are trained; compared with others in cross-validation (`npm run bench -- near-domain`). */
export const training = {
  sieve: { balance: 0, price: 1 },
  types: {},
} as const;

/** What every text is asked first: two labels cost a third of seventeen, and most texts are normal. */
export const fraudOrNormal = ({ text, label }: SeedText) => ({
  text,
  label: label === normal ? normal : 'fraud',
});

/** The sieve that belongs to a model file. */
export const sieveOf = (modelFile: string): string => join(dirname(modelFile), sieveName);

/** The texts that the default model learns from, in the order of their files. */
export async function defaultTexts(): Promise<SeedText[]> {
  const texts: SeedText[] = [];
  for (const name of await textFiles()) {
    const lines = (await readFile(join(textsFolder, name), 'utf8')).split('\n');
    for (const line of lines) if (line.trim() !== '') texts.push(JSON.parse(line) as SeedText);
  }
  return texts;
}

const textFiles = async () => (await readdir(textsFolder)).filter((name) => name.endsWith('.jsonl')).sort();

/** SHA-256 over the texts, the trainer's sources and how it is told to train. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(training));
  const sources = (await readdir(trainerFolder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
  const files = [
    ...(await textFiles()).map((name) => join(textsFolder, name)),
    ...sources.map((name) => join(trainerFolder, name)),
  ];
  for (const content of await Promise.all(files.map((file) => readFile(file))))
    hash.update(`${content.length}\n`).update(content);
  return hash.digest('hex');
}

async function writeAtOnce(path: string, content: Uint8Array): Promise<void> {
  const fresh = `${path}.${process.pid}-${randomUUID()}`;
  try {
    await writeFile(fresh, content);
    await rename(fresh, path);
  } finally {
    await rm(fresh, { force: true });
  }
}
