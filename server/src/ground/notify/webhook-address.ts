import ipaddr from 'ipaddr.js';

/** Where webhooks may go (house.md: only to an allow-list of hosts, no private ranges by surprise). */
export interface HookRules {
  /** `a.example`, `*.b.example`, `c.example:8443`, separated by commas or blanks; empty: nowhere. */
  readonly hosts: string;
  /** Private ranges opened on purpose, as CIDR. */
  readonly nets: string;
  /** This machine, also by plain HTTP: for development. */
  readonly loopback: boolean;
}

export type UrlRefused = 'format' | 'https' | 'credentials' | 'not_listed' | 'address';

const listOf = (text: string) => text.split(/[\s,;]+/).filter((one) => one !== '');
const bare = (host: string) => host.replace(/^\[|\]$/g, '');
const isLocalName = (host: string) =>
  host === 'localhost' || (ipaddr.isValid(host) && rangeOf(host) === 'loopback');

/** The address as it will be asked, or why not. Looks up no name: that is done at sending, each time anew. */
export function checkUrl(text: string, rules: HookRules): URL | UrlRefused {
  if (!URL.canParse(text)) return 'format';
  const url = new URL(text); // turns 0x7f.1, 017700000001 and 2130706433 into dotted numbers
  const host = bare(url.hostname);
  if (host === '' || url.hash !== '' || host.endsWith('.')) return 'format';
  if (url.username !== '' || url.password !== '') return 'credentials';
  const local = rules.loopback && isLocalName(host);
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) return 'https';
  if (!local && !listOf(rules.hosts).some((entry) => matches(entry.toLowerCase(), host, url.port || '443')))
    return 'not_listed';
  if (ipaddr.isValid(host) && !mayConnect(host, rules)) return 'address';
  return url;
}

function matches(entry: string, host: string, port: string): boolean {
  const [, name = '', listed = '443'] = entry.match(/^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/) ?? [];
  if (listed !== port) return false;
  return name.startsWith('*.')
    ? host.endsWith(name.slice(1)) && host.length > name.length - 1
    : bare(name) === host;
}

/** Public by number, but the inside of a cloud. */
const metadata = ['168.63.129.16', '192.0.0.192'];
const globalV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Even an opened private range does not open these. */
const never = ['loopback', 'linkLocal', 'unspecified', 'broadcast', 'multicast', 'reserved'];

/** Whether a resolved address may be connected to. Anything that is no plain public address must be opened by name. */
export function mayConnect(
  address: string,
  { nets, loopback }: Pick<HookRules, 'nets' | 'loopback'>,
): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const ip = ipaddr.process(address); // an IPv4 address in IPv6 clothes is an IPv4 address
  const range = ip.range();
  if (range === 'loopback') return loopback;
  if (never.includes(range) || metadata.includes(ip.toString())) return false;
  if (range === 'unicast' && (ip.kind() === 'ipv4' || (ip as ipaddr.IPv6).match(globalV6))) return true;
  return listOf(nets).some((net) => ipaddr.isValidCIDR(net) && isIn(ip, net));
}

function isIn(ip: ipaddr.IPv4 | ipaddr.IPv6, net: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(net);
  return ip.kind() === base.kind() && ip.match(base, bits);
}

function rangeOf(address: string): string {
  return ipaddr.process(address).range();
}
