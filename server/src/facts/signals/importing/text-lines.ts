/** A line of a text file; `line` counts from 1, `text` has no line end. `broken` says why it cannot be read. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
  readonly broken?: string;
}

const longest = 1_000_000; // characters: fifty times the longest text of a signal
const replacement = '\uFFFD';

/**
 * Cuts text into lines at LF or CRLF, a block of lines at a time; never keeps more than a block and one line in memory.
 * With `lossy` a replacement character means that the bytes were no text: such a line is broken, not guessed.
 */
export async function* textLines(chunks: AsyncIterable<string>, lossy = false): AsyncGenerator<TextLine[]> {
  let rest = '';
  let line = 0;
  let overlong = false;
  const take = (text: string): TextLine => {
    line++;
    const tooLong = overlong || text.length > longest;
    overlong = false;
    if (tooLong) return { line, text: '', broken: '太长了,一行不得超过 100 万字' };
    if (lossy && text.includes(replacement)) return { line, text: '', broken: damaged };
    return { line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  };
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    if (parts.length > 0) yield parts.map(take);
    if (rest.length > longest) {
      overlong = true;
      rest = '';
    }
  }
  if (rest !== '' || overlong) yield [take(rest)];
}

const damaged = '有无法识别的字符,文件在转换编码时可能已损坏。请用原文件,另存为 UTF-8 后再导入';

/** Blank lines are skipped; one that cannot be read is not blank. */
export const isBlank = ({ text, broken }: TextLine) => broken === undefined && text.trim() === '';
