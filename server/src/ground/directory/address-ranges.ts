import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export interface AddressRange {
  readonly network: Address;
  /** Bits that must be the same. */
  readonly bits: number;
  /** As it is stored and shown: `10.1.2.0/24`. */
  readonly text: string;
}

/** Reads an address or a CIDR range, IPv4 or IPv6; null when it is neither. Bits behind the prefix are cleared. */
export function readRange(written: string): AddressRange | null {
  const [address = '', prefix, more] = written.trim().split('/');
  if (more !== undefined || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
  // Four parts: ipaddr.js would also read 10.1 or 0x7f000001.
  if (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address)) return null;
  if (!ipaddr.isValid(address) || address.includes('%')) return null;
  const parsed = ipaddr.parse(address);
  const longest = parsed.kind() === 'ipv4' ? 32 : 128;
  const bits = prefix === undefined ? longest : Number(prefix);
  if (bits > longest) return null;
  const network = networkOf(parsed, bits);
  return { network, bits, text: `${network.toString()}/${bits}` };
}

/** Whether an address lies in one of the ranges; an IPv4 address in the form of IPv6 counts as what it is. */
export function liesIn(ranges: readonly AddressRange[], address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const asked = ipaddr.process(address);
  return ranges.some(({ network, bits }) => {
    if (asked.kind() !== network.kind()) return false;
    return asked.match(network as never, bits);
  });
}

function networkOf(address: Address, bits: number): Address {
  const bytes = address.toByteArray().map((byte, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8));
    return byte & (0xff00 >> kept) & 0xff;
  });
  return ipaddr.fromByteArray(bytes);
}
