import { type FileExtension, fileTypes } from '@lanzha/contract';
import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from './image-size.ts';
import type { UploadRefusal } from './refusals.ts';
import type { SealedReader } from './sealed-file.ts';
import { decodeText, isPlainText } from './text-content.ts';
import { readZipNames, type ZipLimits } from './zip-directory.ts';

export interface ContentLimits {
  /** Of one picture. */
  readonly pixels: number;
  readonly zip: ZipLimits;
}

/** What each extension's content is found to be; an m4a is often written as an mp4 without pictures. */
const found: Readonly<Record<FileExtension, readonly string[]>> = {
  jpg: ['jpg'],
  jpeg: ['jpg'],
  png: ['png'],
  webp: ['webp'],
  pdf: ['pdf'],
  docx: ['zip', 'docx'],
  xlsx: ['zip', 'xlsx'],
  csv: [],
  txt: [],
  mp3: ['mp3'],
  wav: ['wav'],
  m4a: ['m4a', 'mp4'],
  mp4: ['mp4', 'm4v'],
};

/** What browsers say beside the type itself; nothing, or octet-stream, says nothing. */
const alsoDeclared: Partial<Record<FileExtension, readonly string[]>> = {
  csv: ['text/plain', 'application/csv', 'application/vnd.ms-excel', 'text/comma-separated-values'],
  jpg: ['image/jpg', 'image/pjpeg'],
  jpeg: ['image/jpg', 'image/pjpeg'],
  mp3: ['audio/mp3', 'audio/x-mpeg'],
  wav: ['audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
  m4a: ['audio/x-m4a', 'audio/m4a', 'video/mp4'],
};

export function declaredFits(extension: FileExtension, declared: string): boolean {
  const type = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'application/octet-stream') return true;
  return type === fileTypes[extension] || (alsoDeclared[extension]?.includes(type) ?? false);
}

type File = Pick<SealedReader, 'read' | 'bytes'>;

/** Whether the content is what its extension says, and harmless to open. null: it is. */
export async function checkContent(
  extension: FileExtension,
  file: File,
  limits: ContentLimits,
): Promise<UploadRefusal | null> {
  const head = await file.read(0, 65_536);
  const seen = await fileTypeFromBuffer(head).catch(() => undefined);
  if (extension === 'csv' || extension === 'txt')
    return seen === undefined ? checkText(file) : 'TYPE_MISMATCH';
  if (extension === 'docx' || extension === 'xlsx') {
    const isZip = head.length > 3 && head.readUInt32LE(0) === 0x04034b50;
    return isZip ? checkOffice(extension, file, limits.zip) : 'TYPE_MISMATCH';
  }
  if (seen === undefined || !found[extension].includes(seen.ext)) return 'TYPE_MISMATCH';
  const type = fileTypes[extension];
  if (!type.startsWith('image/')) return null;
  const size = await imageSize(type, file);
  if (size === null || size.width === 0 || size.height === 0) return 'BROKEN';
  return size.width * size.height > limits.pixels ? 'IMAGE_TOO_LARGE' : null;
}

async function checkOffice(
  extension: 'docx' | 'xlsx',
  file: File,
  limits: ZipLimits,
): Promise<UploadRefusal | null> {
  const names = await readZipNames(file, limits);
  if (typeof names === 'string') return names;
  const main = extension === 'docx' ? 'word/document.xml' : 'xl/workbook.xml';
  if (!names.has('[Content_Types].xml') || !names.has(main)) return 'TYPE_MISMATCH';
  return [...names].some((name) => /vbaProject|vbaData|\.(exe|dll|js|vbs|bat|scr)$/i.test(name))
    ? 'MACROS'
    : null;
}

const textStep = 1 << 20;

async function checkText(file: File): Promise<UploadRefusal | null> {
  // By halves of an encoding nothing can be told: the head decides which one, all of it is looked at for control letters.
  const head = await file.read(0, textStep);
  const text = decodeText(head, file.bytes > textStep);
  if (text === null || !isPlainText(text)) return 'TYPE_MISMATCH';
  for (let at = textStep; at < file.bytes; at += textStep) {
    if (!isPlainText((await file.read(at, textStep)).toString('latin1').replace(/[\x80-\x9f]/g, ' ')))
      return 'TYPE_MISMATCH';
  }
  return null;
}
