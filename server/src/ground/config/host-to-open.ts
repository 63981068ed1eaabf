import { X509Certificate } from 'node:crypto';
import { networkInterfaces } from 'node:os';

const everywhere = new Set(['0.0.0.0', '::', '[::]', '']);

/**
 * The host that people type in to reach a server that listens on `host`. One that listens everywhere is found under the first name
 * of its certificate, else under its first address in the network.
 */
export function hostToOpen(
  host: string,
  cert?: string,
  addresses: readonly string[] = ownAddresses(),
): string {
  if (!everywhere.has(host)) return host;
  return (cert === undefined ? undefined : nameIn(cert)) ?? addresses[0] ?? 'localhost';
}

/** Neither one with a star nor that of this machine for itself: nobody else can open those. */
function nameIn(cert: string): string | undefined {
  const names = (new X509Certificate(cert).subjectAltName ?? '').split(', ');
  return names
    .flatMap((one) => /^DNS:([\w.-]+)$/.exec(one)?.[1] ?? [])
    .find((name) => name.toLowerCase() !== 'localhost');
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}
