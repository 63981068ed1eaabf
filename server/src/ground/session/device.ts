/** In the order of asking: a browser calls itself by all the names it descends from. */
const browsers = [
  ['微信', /MicroMessenger\/(\d+)/],
  ['企业微信', /wxwork\/(\d+)/i],
  ['钉钉', /DingTalk\/(\d+)/i],
  ['奇安信可信浏览器', /Qaxbrowser/i],
  ['360 浏览器', /QIHU|360(?:SE|EE)/i],
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari\//],
] as const;
const systems = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['麒麟', /Kylin/i],
  ['统信 UOS', /UOS|Uniontech/i],
  ['Linux', /Linux/],
] as const;

/** Browser and system of a User-Agent header in words (`Chrome 130 · Windows`); empty when neither is known. */
export function describeDevice(agent: string): string {
  const header = agent.slice(0, 500);
  const browser = browsers.find(([, pattern]) => pattern.test(header));
  const version = browser?.[1].exec(header)?.[1];
  const system = systems.find(([, pattern]) => pattern.test(header));
  return [browser && [browser[0], version].filter(Boolean).join(' '), system?.[0]]
    .filter(Boolean)
    .join(' · ');
}
