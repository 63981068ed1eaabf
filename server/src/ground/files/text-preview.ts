import type { SealedReader } from './sealed-file.ts';
import { decodeText } from './text-content.ts';

const previewBytes = 262_144;
const maxLines = 200;
const maxLetters = 500;

/** The first lines as text, masked: the whole of it is seen by downloading, which is written down. */
export async function readPreview(
  file: Pick<SealedReader, 'read' | 'bytes'>,
  mask: (words: string) => string,
): Promise<{ lines: string[]; more: boolean }> {
  const cut = file.bytes > previewBytes;
  const text = decodeText(await file.read(0, previewBytes), cut) ?? '';
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const shown = lines.slice(0, maxLines).map((line) => mask(line.slice(0, maxLetters)));
  return { lines: shown, more: cut || lines.length > maxLines };
}
