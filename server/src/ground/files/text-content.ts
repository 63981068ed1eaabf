import iconv from 'iconv-lite';

/** As UTF-8, else as GB18030; null when it is neither, or holds what no text holds. `cut`: the end may lack some bytes. */
export function decodeText(bytes: Buffer, cut: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    const text = iconv.decode(bytes, 'gb18030');
    const end = cut ? text.length - 2 : text.length;
    const strange = [...text.slice(0, end)].filter((letter) => letter === '\ufffd' || /\p{Co}/u.test(letter));
    return strange.length > 0 ? null : text;
  }
}

/** Control letters other than tab, line ends and form feed show that it is no text. */
export const isPlainText = (text: string): boolean => !/(?![\t\n\r\f])[\p{Cc}]/u.test(text);
