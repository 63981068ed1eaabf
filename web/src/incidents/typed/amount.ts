const digits: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((word, at) => [word, String(at)])),
  ...Object.fromEntries([...'〇壹贰叁肆伍陆柒捌玖'].map((word, at) => [word, String(at)])),
  两: '2',
};
const smallUnits: Readonly<Record<string, bigint>> = {
  十: 10n,
  拾: 10n,
  百: 100n,
  佰: 100n,
  千: 1_000n,
  仟: 1_000n,
  k: 1_000n,
};
const bigUnits: Readonly<Record<string, bigint>> = {
  万: 10_000n,
  萬: 10_000n,
  w: 10_000n,
  亿: 100_000_000n,
  億: 100_000_000n,
};
/** Parts of a yuan are counted in 10⁻¹⁰: what people type has fewer places. */
const scale = 10_000_000_000n;
const mostFen = 1_000_000_000_000;

/**
 * Reads a sum in yuan as people say and type it (3万5, 三万五, 35,000元, 3.5w, ¥35000.50, 12块5角) and answers fen.
 * null when it cannot be read, is nothing, has parts of a fen, or is more than ten thousand million yuan.
 */
export function readAmount(typed: string): number | null {
  const text = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,，]/g, '')
    .replace(/^(?:人民币|rmb|cny|¥)/, '')
    .replace(/(?:人民币|rmb)$/, '')
    .replace(/(?:整|钱)$/, '');
  const [, yuan = '', jiao, fen] = /^(.+?)(?:[元圆块](?:(\S)角)?(?:(\S)分)?)?$/.exec(text) ?? [];
  const whole = readNumber(yuan);
  const small = [jiao, fen].map((word) => (word === undefined ? 0 : Number(digits[word] ?? word)));
  if (whole === null || small.some((value) => !Number.isInteger(value) || value > 9)) return null;
  const all = whole * 100n;
  if (all % scale !== 0n) return null;
  const answer = Number(all / scale) + (small[0] ?? 0) * 10 + (small[1] ?? 0);
  return answer > 0 && answer <= mostFen ? answer : null;
}

/** In units of `scale`. A last single digit belongs below the unit before it: 3万5 is 35,000, 三百五 is 350. */
function readNumber(text: string): bigint | null {
  const tokens = text.match(/\d+(?:\.\d{1,10})?|\D/g) ?? [];
  if (tokens.length === 0 || tokens.join('') !== text) return null;
  let [total, section] = [0n, 0n];
  let current: { value: bigint; single: boolean } | null = null;
  let unit = 0n;
  let afterZero = false;
  for (const token of tokens) {
    const [small, big] = [smallUnits[token], bigUnits[token]];
    const number = /^\d/.test(token) ? token : digits[token];
    if (number !== undefined) {
      if (number === '0' && tokens.length > 1 && current === null && unit > 0n) {
        afterZero = true;
        continue;
      }
      if (current !== null) return null;
      current = { value: scaled(number), single: /^[1-9]$/.test(number) };
    } else if (small !== undefined) {
      if (current === null && !(small === 10n && section === 0n)) return null;
      section += (current?.value ?? scale) * small;
      [current, unit, afterZero] = [null, small, false];
    } else if (big !== undefined) {
      section += current?.value ?? 0n;
      if (section === 0n || (unit >= 10_000n && unit <= big)) return null;
      total += section * big;
      [section, current, unit, afterZero] = [0n, null, big, false];
    } else return null;
  }
  if (current === null) return total + section;
  if (unit > 0n && current.single && !afterZero) return total + section + (current.value * unit) / 10n;
  return unit > 0n && current.value >= unit * scale ? null : total + section + current.value;
}

function scaled(number: string): bigint {
  const [whole = '0', part = ''] = number.split('.');
  return BigInt(whole) * scale + BigInt(part.padEnd(10, '0'));
}
