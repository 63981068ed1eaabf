import { type FileExtension, fileTypes } from '@lanzha/contract';

const longest = 120; // letters; as UTF-8 still below what any disk takes
// Controls, marks of direction and invisible letters: `gpj.exe` must not read as `exe.jpg`.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const harmful = /[/\\:*?"<>|%;]/g;

/**
 * A name that harms neither a header, nor a disk, nor the reader's eye, and keeps its extension. It is shown and sent
 * along; no path is ever made of it.
 */
export function cleanFileName(given: string): string {
  // Composed first: U+037E is a semicolon then. And again at the end: what stood between two letters may be gone.
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Browsers write quotes and line ends of a name in this way.
  const letters = last
    .replace(/%(?:22|0d|0a)/gi, '_')
    .replace(unseen, '')
    .replace(harmful, '_')
    .replace(/\s+/gu, ' ')
    .normalize('NFC');
  return bare(shorten(bare(letters))) || '附件';
}

const bare = (name: string) => name.replace(/^[. ]+|[. ]+$/g, '');

function shorten(name: string): string {
  if ([...name].length <= longest) return name;
  const dot = name.lastIndexOf('.');
  const end = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  return [...name.slice(0, name.length - end.length)].slice(0, longest - [...end].length).join('') + end;
}

/** The extension in small letters when it is one that may come in. */
export function extensionOf(name: string): FileExtension | null {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') && Object.hasOwn(fileTypes, extension) ? (extension as FileExtension) : null;
}

/** `attachment`, with the name for old readers and the whole one (RFC 6266, RFC 8187). ASCII only, one line. */
export function attachmentHeader(name: string): string {
  const clean = cleanFileName(name);
  const plain = clean.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const whole = encodeURIComponent(clean).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
