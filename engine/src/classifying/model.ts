import { ConceptFeatures } from './concepts.ts';
import { Vocabulary } from './ngrams.ts';

/** Labels are summed this many at a time, in registers: weights of a feature fill whole lanes. */
export const lanes = 8;

/** What is stored: a linear classifier over hashed character n-grams. */
export interface TextModelParts {
  readonly labels: readonly string[];
  /** Hash of each feature, commonest first. */
  readonly hashes: Int32Array;
  readonly worth: Float32Array;
  /** Feature by feature, label by label within a feature, times the feature's worth, in units of `unit`. */
  readonly weights: Int16Array;
  readonly unit: number;
  /** One for each label. */
  readonly bias: Float32Array;
  /** Turns margins into probabilities. */
  readonly sharpness: number;
}

/** Ready to classify: the parts, and the tables the hot loop reads. */
export interface TextModel extends TextModelParts {
  readonly vocabulary: Vocabulary;
  readonly concepts: ConceptFeatures;
  /** `weights` with each feature filled up to `width`, a multiple of `lanes`. */
  readonly blocks: Int16Array;
  readonly width: number;
}

/** The bytes are not a model of this version, or cut. */
export class TextModelError extends Error {
  override name = 'TextModelError';
}

const magic = 'LZTM0002';

export function makeModel(parts: TextModelParts): TextModel {
  const labels = parts.labels.length;
  const width = Math.ceil(labels / lanes) * lanes;
  const blocks = new Int16Array(parts.hashes.length * width);
  for (let feature = 0; feature < parts.hashes.length; feature++)
    blocks.set(parts.weights.subarray(feature * labels, (feature + 1) * labels), feature * width);
  const vocabulary = new Vocabulary(parts.hashes);
  return { ...parts, vocabulary, concepts: new ConceptFeatures(vocabulary), blocks, width };
}

/** Layout: magic, header length, header as JSON, then hashes, worth, bias (32 bits) and weights (16 bits), little-endian. */
export function encodeTextModel(model: TextModel): Uint8Array {
  const { labels, hashes, worth, bias, weights, unit, sharpness } = model;
  const header = new TextEncoder().encode(
    JSON.stringify({ labels, features: hashes.length, unit, sharpness }),
  );
  const arrays = [hashes, worth, bias, weights];
  const start = align(12 + header.length);
  const bytes = new Uint8Array(start + arrays.reduce((sum, array) => sum + array.byteLength, 0));
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(8, header.length, true);
  bytes.set(header, 12);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** @throws TextModelError when the bytes are no model of this version, or cut */
export function decodeTextModel(bytes: Uint8Array): TextModel {
  const { labels, features, unit, sharpness, start } = readHeader(bytes);
  const expected = start + features * 8 + labels.length * 4 + features * labels.length * 2;
  if (bytes.length !== expected)
    throw new TextModelError(`模型文件不完整:应有 ${expected} 字节,实有 ${bytes.length} 字节。`);
  const body = new Uint8Array(bytes.subarray(start)).buffer; // a copy: aligned, and ours (slice of a Buffer is none)
  const bias = features * 8;
  const weights = bias + labels.length * 4;
  return makeModel({
    labels,
    unit,
    sharpness,
    hashes: new Int32Array(body, 0, features),
    worth: new Float32Array(body, features * 4, features),
    bias: new Float32Array(body, bias, labels.length),
    weights: new Int16Array(body, weights, features * labels.length),
  });
}

function readHeader(bytes: Uint8Array) {
  if (new TextDecoder().decode(bytes.subarray(0, 8)) !== magic)
    throw new TextModelError('这不是文本模型文件,或版本不符。');
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8, true);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + length)));
    if (!isHeader(header)) throw new TypeError('header');
    return { ...header, start: align(12 + length) };
  } catch {
    throw new TextModelError('模型文件的开头已损坏。');
  }
}

type Header = Pick<TextModelParts, 'labels' | 'unit' | 'sharpness'> & { readonly features: number };

function isHeader(header: unknown): header is Header {
  if (typeof header !== 'object' || header === null) return false;
  const { labels, features, unit, sharpness } = header as Partial<Record<keyof Header, unknown>>;
  return (
    Array.isArray(labels) &&
    labels.length > 1 &&
    labels.every((label) => typeof label === 'string') &&
    Number.isSafeInteger(features) &&
    isPositive(unit) &&
    isPositive(sharpness)
  );
}

const isPositive = (value: unknown) => typeof value === 'number' && value > 0;
const align = (length: number) => Math.ceil(length / 4) * 4;
