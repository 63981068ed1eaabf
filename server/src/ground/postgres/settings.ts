import { access, chmod, constants, statfs, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { giveTo } from './account.ts';
import type { Endpoint } from './endpoint.ts';
import type { Layout } from './layout.ts';

const MB = 1024 * 1024;
const GB = 1024 * MB;

export interface Machine {
  /** Bytes of memory this process may use (a container's limit counts). */
  readonly memory: number;
  /** Bytes free on the disk of the data. */
  readonly freeDisk: number;
  /** Whether /dev/shm is large enough for parallel queries (64 MB in an ordinary container is not). */
  readonly sharedMemory: boolean;
  /** Best method this PostgreSQL was compiled with. */
  readonly walCompression: 'lz4' | 'off';
}

export async function lookAtMachine(
  layout: Layout,
  walCompression: Machine['walCompression'],
): Promise<Machine> {
  const limit = process.constrainedMemory();
  return {
    memory: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
    freeDisk: await freeBytes(layout.home),
    sharedMemory: await hasSharedMemory(),
    walCompression,
  };
}

export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

async function hasSharedMemory(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return access('/dev/shm', constants.W_OK)
    .then(() => freeBytes('/dev/shm'))
    .then(
      (free) => free >= 256 * MB,
      () => false,
    );
}

/** Sizes that follow the machine; the site's file may change them. */
function sizes(machine: Machine): Record<string, string> {
  const quarter = machine.memory / 4;
  const wal = clamp(machine.freeDisk / 5, 256 * MB, 4 * GB);
  return {
    shared_buffers: inMB(clamp(quarter, machine.memory < GB ? 64 * MB : 256 * MB, 8 * GB)),
    effective_cache_size: inMB(machine.memory / 2),
    work_mem: inMB(clamp(machine.memory / 512, 4 * MB, 32 * MB)),
    maintenance_work_mem: inMB(clamp(machine.memory / 32, 64 * MB, 512 * MB)),
    max_wal_size: inMB(wal),
    checkpoint_timeout: '15min',
    wal_compression: machine.walCompression,
    max_connections: '100',
    jit: 'off',
    dynamic_shared_memory_type: machine.sharedMemory ? 'posix' : 'mmap',
  };
}

/*
 * Nothing a person typed may reach the log. Messages of errors quote values ("invalid input syntax
 * for type …: "138…""), so errors are not logged at all (the client gets them); terse drops DETAIL,
 * where a crash report would quote the running statement.
 */
const silence: Record<string, string> = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_lock_waits: 'off',
  log_temp_files: '-1',
  log_connections: '',
  log_disconnections: 'off',
};

/** What the site may not change: durability, who gets in, where it listens and what it writes down. */
function fixed(layout: Layout, endpoint: Endpoint, unsafeForTests: boolean): Record<string, string> {
  return {
    ...silence,
    fsync: unsafeForTests ? 'off' : 'on',
    full_page_writes: unsafeForTests ? 'off' : 'on',
    synchronous_commit: 'on',
    ...(unsafeForTests ? { shared_buffers: '64MB' } : {}),
    listen_addresses: endpoint.kind === 'socket' ? '' : endpoint.host,
    port: String(endpoint.port),
    unix_socket_directories: endpoint.kind === 'socket' ? `"${endpoint.host.replaceAll('"', '""')}"` : '',
    unix_socket_permissions: '0700',
    hba_file: layout.hbaFile,
    ident_file: `${layout.cluster}/pg_ident.conf`,
    cluster_name: layout.clusterName,
    allow_alter_system: 'off',
    password_encryption: 'scram-sha-256',
    restart_after_crash: 'on',
    logging_collector: 'on',
    log_destination: 'stderr',
    log_directory: layout.logDir,
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_file_mode: '0600',
    log_line_prefix: '%m [%p] ',
    lc_messages: 'C',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
}

/** The configuration file: sizes, then the site's own file, then what is fixed. */
export function renderSettings(
  layout: Layout,
  endpoint: Endpoint,
  machine: Machine,
  unsafeForTests: boolean,
): string {
  return [
    '# Written at every start; own values go to site.conf beside it.',
    ...lines(sizes(machine)),
    `include_if_exists = ${quote(layout.siteFile)}`,
    ...lines(fixed(layout, endpoint, unsafeForTests)),
    '',
  ].join('\n');
}

const hba = `# Written at every start.
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
local replication postgres scram-sha-256
host replication postgres 127.0.0.1/32 scram-sha-256
`;

/** Readable for the server's user, writable for the keeper only; they hold no secret. */
export async function writeSettings(layout: Layout, text: string): Promise<void> {
  for (const [file, content] of [
    [layout.configFile, text],
    [layout.hbaFile, hba],
  ] as const) {
    await writeFile(file, content);
    await chmod(file, 0o644);
    await giveTo(file, layout.keeper);
  }
}

function lines(settings: Record<string, string>): string[] {
  return Object.entries(settings).map(([name, value]) => `${name} = ${quote(value)}`);
}

/** Backslash is an escape inside the quotes of this file, so both are doubled. */
function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function inMB(bytes: number): string {
  return `${Math.floor(bytes / MB)}MB`;
}
