type Entry = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lockfile = { packages: Record<string, Entry> };

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'win',
  'aix',
  'netbsd',
  'openbsd',
  'sunos',
];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];

/**
 * Adds the optional packages for other systems that npm left out because its registry did not have them at that
 * moment; without them `npm ci` refuses the lockfile everywhere. They get their version and the system their name
 * tells, and no hash. Answers the places that were added. Packages for this system, or whose name tells none, are
 * never added: those must come from the registry.
 */
export function completeLockfile(lock: Lockfile, here: { os: string; cpu: string }): string[] {
  const added: string[] = [];
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (findEntry(lock, parent, name)) continue;
      const system = systemOf(name);
      if (
        system === null ||
        (system.os[0] === here.os && system.cpu[0] === here.cpu && system.libc === undefined)
      )
        continue;
      const place = `node_modules/${name}`;
      lock.packages[place] = {
        version: range.replace(/^[^\d]*/, ''),
        cpu: system.cpu,
        ...(dev || parent === '' ? { dev: dev ?? false } : {}),
        ...(system.libc === undefined ? {} : { libc: system.libc }),
        optional: true,
        os: system.os,
      };
      if (!lock.packages[place].dev) delete lock.packages[place].dev;
      added.push(place);
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  return added;
}

/** Node's own look-up: beside the parent, then one level up, and so on. */
function findEntry(lock: Lockfile, parent: string, name: string): boolean {
  const levels = parent.split('/node_modules/');
  for (let depth = levels.length; depth > 0; depth -= 1) {
    if (lock.packages[`${levels.slice(0, depth).join('/node_modules/')}/node_modules/${name}`]) return true;
  }
  return lock.packages[`node_modules/${name}`] !== undefined;
}

/** The system in a package's name, in npm's spelling; null when the name tells none. */
export function systemOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | null {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (os === undefined || cpu === undefined) return null;
  const libc = words.find((word) => /^(musl|gnu)/.test(word))?.startsWith('musl') ? 'musl' : undefined;
  return { os: [os === 'win' ? 'win32' : os], cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }) };
}
