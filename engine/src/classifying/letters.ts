/**
 * One code unit to one code unit, so that positions stay: full-width to half-width, lower case, every digit alike.
 * Everything that is blank is one blank.
 */
const table = new Uint16Array(65_536);
for (let code = 0; code < 65_536; code++) table[code] = codeOf(code);

export function codeOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return code; // half of a pair, or a lone one: as it is
  const plain = String.fromCharCode(code).normalize('NFKC').toLowerCase();
  const unit = plain.length === 1 ? plain.charCodeAt(0) : code;
  if ((unit >= 0x30 && unit <= 0x39) || unit === 0x2a) return 0x30; // masked digits are digits
  return /\s/.test(String.fromCharCode(unit)) ? 0x20 : unit;
}

/** Texts longer than this are cut: bounded work whatever comes in. */
const mostLetters = 20_000;

let buffer = new Uint16Array(1_024);

/** Normalised code units with a mark before and after. The array is reused: read it before the next call. */
export function lettersOf(text: string): Uint16Array {
  const length = Math.min(text.length, mostLetters);
  if (buffer.length < length + 2) buffer = new Uint16Array(Math.max(length + 2, buffer.length * 2));
  buffer[0] = 2;
  for (let at = 0; at < length; at++) buffer[at + 1] = table[text.charCodeAt(at)]!;
  buffer[length + 1] = 3;
  return buffer.subarray(0, length + 2);
}
