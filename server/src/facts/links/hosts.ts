const simple =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::\d{1,5})?(?:[/?#]|$)/i;

/** The host of an address as it is compared: lower case, without port and final dot; undefined when there is none. */
export function hostOf(url: string): string | undefined {
  const quick = simple.exec(url);
  if (quick !== null) return quick[1]!.toLowerCase();
  const parsed = URL.parse(url) ?? URL.parse(`http://${url.trim()}`);
  const host = parsed?.hostname.replace(/\.$/, '');
  return host === undefined || host === '' ? undefined : host;
}

const longestHost = 253;

/** Hosts that stand in a text, `most` of them; linear in its length, whatever stands there. */
export function hostsIn(text: string, most = 4): string[] {
  const found: string[] = [];
  for (let dot = text.indexOf('.'); dot >= 0 && found.length < most; ) {
    let from = dot;
    let to = dot + 1;
    while (from > 0 && dot - from < longestHost && isHostLetter(text.charCodeAt(from - 1))) from--;
    while (to < text.length && to - dot < longestHost && isHostLetter(text.charCodeAt(to))) to++;
    const host = text
      .slice(from, to)
      .replace(/^[.-]+|[.-]+$/g, '')
      .toLowerCase();
    if (text[from - 1] !== '@' && looksLikeHost(host)) found.push(host);
    dot = text.indexOf('.', to);
  }
  return found;
}

/** Letters, digits, hyphen, dot. */
const isHostLetter = (code: number) =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2d ||
  code === 0x2e ||
  (code >= 0x41 && code <= 0x5a);

const lastLabel = /\.(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$/;
const files = /\.(?:apk|pdf|docx?|xlsx?|jpe?g|png|mp[34]|txt|zip)$/;
const addressOfNumbers = /^\d{1,3}(?:\.\d{1,3}){3}$/;

const looksLikeHost = (host: string) =>
  host.includes('.') &&
  !host.includes('..') &&
  ((lastLabel.test(host) && !files.test(host)) || addressOfNumbers.test(host));
