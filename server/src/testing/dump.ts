import { createHash } from 'node:crypto';
import pg from 'pg';

/** A place of a dump or a log, with what stands there. */
export interface Piece {
  readonly where: string;
  readonly bytes: Buffer;
}

/** Everything in a database as its superuser reads it: every table of every schema, row by row, bytea also as raw bytes. */
export async function dumpOf(superuser: pg.ClientConfig): Promise<Piece[]> {
  const client = new pg.Client({ ...superuser, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const pieces: Piece[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT * FROM ${name}`,
        rowMode: 'array',
      });
      const values = rows.flat().filter((value) => value !== null);
      pieces.push({ where: name, bytes: Buffer.from(values.join('\n')) });
      const raw = values.filter((value) => /^\\x(?:[0-9a-f]{2})+$/.test(value));
      if (raw.length > 0)
        pieces.push({
          where: `${name} (bytea)`,
          bytes: Buffer.concat(raw.map((value) => Buffer.from(`${value.slice(2)}0a`, 'hex'))),
        });
    }
    return pieces;
  } finally {
    await client.end();
  }
}

/** What the database server itself wrote into its logs. */
export async function logsOf(superuser: pg.ClientConfig): Promise<Piece[]> {
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; bytes: Buffer }>(
      `SELECT name, pg_read_binary_file(current_setting('log_directory') || '/' || name) AS bytes FROM pg_ls_logdir()`,
    );
    return rows.map(({ name, bytes }) => ({ where: `PostgreSQL log ${name}`, bytes }));
  } finally {
    await client.end();
  }
}

/**
 * Where any of the values stands: in clear, with separators taken out, in hex, base64, UTF-16, backwards, or as a plain
 * hash that one could look up by trying all numbers.
 */
export function leaksOf(pieces: readonly Piece[], values: readonly string[]): string[] {
  return pieces.flatMap(({ where, bytes }) => {
    const text = bytes.toString('latin1');
    const joined = text.replace(/[\s\-_.,/\\"']/g, '');
    return values.flatMap((value) =>
      spellingsOf(value)
        .filter(([, spelling]) => text.includes(spelling) || joined.includes(spelling))
        .map(([how]) => `${where}: ${value} ${how}`),
    );
  });
}

function spellingsOf(value: string): [how: string, spelling: string][] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const wide = Buffer.from(value, 'utf16le');
  const hashes = ['md5', 'sha1', 'sha256', 'sm3'].map((name): [string, string] => [
    name,
    createHash(name).update(value).digest('hex'),
  ]);
  return [
    ['in clear', bytes.toString('latin1')],
    ['backwards', Buffer.from([...value].reverse().join('')).toString('latin1')],
    ['in hex', hex],
    ['in hex', hex.toUpperCase()],
    ['as wide letters', wide.toString('latin1')],
    ...base64(bytes).map((spelling): [string, string] => ['in base64', spelling]),
    ...hashes.map(([name, digest]): [string, string] => [`as ${name}`, digest]),
    ...hashes.map(([name, digest]): [string, string] => [
      `as ${name}`,
      Buffer.from(digest, 'hex').toString('latin1'),
    ]),
  ];
}

/** The letters of a value inside a longer base64 text, wherever it begins. */
function base64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(
      before === 0 ? 0 : before + 1,
      (before + bytes.length) % 3 === 0 ? undefined : -1,
    );
    return inner.length < 8 ? [] : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
