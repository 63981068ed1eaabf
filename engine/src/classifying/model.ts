import { Vocabulary } from './ngrams.ts';

/**
 * A linear classifier over hashed character n-grams. `weights` lies feature by feature, label by label within a feature, already
 * multiplied by the feature's idf; `bias` one for each label. `sharpness` turns margins into probabilities.
 */
export interface TextModel {
  readonly labels: readonly string[];
  readonly hashes: Int32Array;
  readonly idf: Float32Array;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly sharpness: number;
  readonly vocabulary: Vocabulary;
}

/** The bytes are not a model of this version, or cut. */
export class TextModelError extends Error {
  override name = 'TextModelError';
}

const magic = 'LZTM0001';

export function makeModel(parts: Omit<TextModel, 'vocabulary'>): TextModel {
  return { ...parts, vocabulary: new Vocabulary(parts.hashes) };
}

/** Layout: magic, header length, header as JSON, then hashes, idf, bias, weights as little-endian 32-bit values. */
export function encodeTextModel(model: TextModel): Uint8Array {
  const header = new TextEncoder().encode(
    JSON.stringify({ labels: model.labels, features: model.hashes.length, sharpness: model.sharpness }),
  );
  const arrays = [model.hashes, model.idf, model.bias, model.weights];
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
  const { labels, features, sharpness, start } = readHeader(bytes);
  const sizes = [features, features, labels.length, features * labels.length];
  const expected = start + 4 * sizes.reduce((sum, size) => sum + size, 0);
  if (bytes.length !== expected)
    throw new TextModelError(`模型文件不完整:应有 ${expected} 字节,实有 ${bytes.length} 字节。`);
  const body = new Uint8Array(bytes.subarray(start)).buffer; // a copy: aligned, and ours (slice of a Buffer is none)
  let at = 0;
  const next = (size: number) => {
    const from = at;
    at += size * 4;
    return from;
  };
  return makeModel({
    labels,
    sharpness,
    hashes: new Int32Array(body, next(features), features),
    idf: new Float32Array(body, next(features), features),
    bias: new Float32Array(body, next(labels.length), labels.length),
    weights: new Float32Array(body, next(features * labels.length), features * labels.length),
  });
}

function readHeader(bytes: Uint8Array) {
  if (new TextDecoder().decode(bytes.subarray(0, 8)) !== magic)
    throw new TextModelError('这不是文本模型文件,或版本不符。');
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8, true);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + length)));
    const { labels, features, sharpness } = header as {
      labels: string[];
      features: number;
      sharpness: number;
    };
    if (!Array.isArray(labels) || !Number.isSafeInteger(features) || !(sharpness > 0))
      throw new TypeError('header');
    return { labels, features, sharpness, start: align(12 + length) };
  } catch {
    throw new TextModelError('模型文件的开头已损坏。');
  }
}

const align = (length: number) => Math.ceil(length / 4) * 4;
