import {
  type FraudType,
  fraudTypes,
  type Script,
  type ScriptText,
  type ScriptVersion,
} from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { originals } from './originals.ts';

export interface ScriptsDesk {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

interface VersionRow {
  readonly type: FraudType;
  readonly version: number;
  readonly at: Date;
  readonly authorId: string;
  readonly authorName: string;
  readonly content: ScriptText | null;
  readonly why: string;
}

const versionRows = `SELECT s.type, s.version, s.at, s.author_id AS "authorId", p.name AS "authorName", s.content, s.why
  FROM script_version s JOIN person p ON p.id = s.author_id`;

/** As they are to be read now, in the order of the types. */
export async function listScripts({ tx }: Pick<ScriptsDesk, 'tx'>): Promise<Script[]> {
  const { rows } = await tx.query<VersionRow>({
    name: 'list-scripts',
    text: `${versionRows} WHERE s.version = (SELECT max(m.version) FROM script_version m WHERE m.type = s.type)`,
  });
  const newest = new Map(rows.map((row) => [row.type, row]));
  const texts = await originals();
  return fraudTypes.map((type) => scriptOf(type, newest.get(type), texts));
}

export async function getScript({ tx }: Pick<ScriptsDesk, 'tx'>, type: FraudType): Promise<Script> {
  const { rows } = await tx.query<VersionRow>({
    name: 'get-script',
    text: `${versionRows} WHERE s.type = $1 ORDER BY s.version DESC LIMIT 1`,
    values: [type],
  });
  return scriptOf(type, rows[0], await originals());
}

/** The newest first. */
export async function listVersions(
  { tx }: Pick<ScriptsDesk, 'tx'>,
  type: FraudType,
): Promise<ScriptVersion[]> {
  const { rows } = await tx.query<VersionRow>({
    name: 'list-script-versions',
    text: `${versionRows} WHERE s.type = $1 ORDER BY s.version DESC LIMIT 100`,
    values: [type],
  });
  const original = originalOf(await originals(), type);
  return rows.map((row) => ({
    version: row.version,
    at: row.at.toISOString(),
    author: { id: row.authorId, name: row.authorName },
    why: row.why,
    reset: row.content === null,
    text: row.content ?? original,
  }));
}

/** A new version after the one that was on the screen; `text` null goes back to what came with the product. */
export async function writeScript(
  desk: ScriptsDesk,
  input: {
    readonly type: FraudType;
    readonly version: number;
    readonly why: string;
    readonly text: ScriptText | null;
  },
): Promise<Script | Refusal<'CHANGED', { version: number; by: string | null }>> {
  const { tx, actor, now } = desk;
  const current = await getScript(desk, input.type);
  const changed = () =>
    refuse('CHANGED', { version: current.version, by: (current.changedBy?.name ?? null) as string | null });
  if (current.version !== input.version) return changed();
  const { rowCount } = await tx.query({
    name: 'write-script',
    text: `INSERT INTO script_version (type, version, at, author_id, content, why) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT DO NOTHING`,
    values: [
      input.type,
      input.version + 1,
      now,
      actor.id,
      input.text === null ? null : JSON.stringify(input.text),
      input.why,
    ],
  });
  return rowCount === 1 ? getScript(desk, input.type) : changed();
}

function scriptOf(
  type: FraudType,
  row: VersionRow | undefined,
  texts: ReadonlyMap<FraudType, ScriptText>,
): Script {
  return {
    type,
    text: row?.content ?? originalOf(texts, type),
    version: row?.version ?? 0,
    original: row?.content == null,
    changedAt: row?.at.toISOString() ?? null,
    changedBy: row === undefined ? null : { id: row.authorId, name: row.authorName },
  };
}

function originalOf(texts: ReadonlyMap<FraudType, ScriptText>, type: FraudType): ScriptText {
  const text = texts.get(type);
  if (text === undefined) throw new RangeError(`no script for type ${type}`);
  return text;
}
