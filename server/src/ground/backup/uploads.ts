import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pack, syncFolder, walk } from './copies.ts';
import { type CopiedFile, placesIn } from './manifest.ts';

/** Below the data folder. Sealed uploads never change: each has an id and lies in a folder named by its last two letters. */
const uploadsFolder = 'files/kept';

/** Each upload that was copied leaves an empty file whose name says which, how long and what: `<id>.<bytes>.<sha256>`. */
const noteName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})\.([0-9a-f]{64})$/;

export const uploadPath = (id: string) => `${uploadsFolder}/${id.slice(-2)}/${id}`;

/** Where a content lies among the copies: one place however many have it. */
export const contentPath = (contents: string, { sha256 }: Pick<CopiedFile, 'sha256'>) =>
  join(contents, sha256.slice(0, 2), `${sha256}.zst`);

/** Copies a file under the digest of its content. @returns undefined when it is gone by now */
export async function copyContent(
  from: string,
  contents: string,
): Promise<Omit<CopiedFile, 'path'> | undefined> {
  const draft = join(contents, `new-${process.pid}`);
  const result = await pack(from, draft);
  if (result === undefined) return undefined;
  const to = contentPath(contents, result);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(draft, to);
  await syncFolder(dirname(to));
  return result;
}

/** What was copied of one folder of uploads, by id. */
async function readNotes(folder: string): Promise<Map<string, CopiedFile>> {
  const notes = new Map<string, CopiedFile>();
  for (const name of await readdir(folder).catch(() => [])) {
    const [, id, bytes, sha256] = noteName.exec(name) ?? [];
    if (id !== undefined && sha256 !== undefined)
      notes.set(id, { path: uploadPath(id), bytes: Number(bytes), sha256 });
  }
  return notes;
}

/** Every upload that was ever copied and not dropped since, by path. */
export async function listCopiedUploads(target: string): Promise<Map<string, CopiedFile>> {
  const { uploads } = placesIn(target);
  const copied = new Map<string, CopiedFile>();
  for (const folder of await readdir(uploads).catch(() => []))
    for (const file of (await readNotes(join(uploads, folder))).values()) copied.set(file.path, file);
  return copied;
}

/** A folder that changed so lately may change again without its time showing it, milliseconds. */
const sameInstant = 10_000;

/** Copies uploads as they come. It remembers which folders have not changed, so that a round costs little. */
export function openUploads({ dataDir, target }: { dataDir: string; target: string }) {
  const seen = new Map<string, number>();

  /** @returns how many were new */
  async function copyNew(): Promise<number> {
    const root = join(dataDir, ...uploadsFolder.split('/'));
    let copied = 0;
    for (const name of await readdir(root).catch(() => [])) {
      const folder = join(root, name);
      const changed = (await stat(folder).catch(() => undefined))?.mtimeMs;
      if (changed === undefined || seen.get(name) === changed) continue;
      copied += await copyFolder(folder, name, target);
      if (Date.now() - changed > sameInstant) seen.set(name, changed);
    }
    return copied;
  }

  return { copyNew };
}

async function copyFolder(from: string, name: string, target: string): Promise<number> {
  const { uploads, contents } = placesIn(target);
  const notes = join(uploads, name);
  const known = await readNotes(notes);
  let copied = 0;
  for (const id of await readdir(from).catch(() => [])) {
    if (known.has(id) || !noteName.test(`${id}.0.${'0'.repeat(64)}`)) continue;
    const result = await copyContent(join(from, id), contents);
    if (result === undefined) continue;
    await mkdir(notes, { recursive: true, mode: 0o700 });
    await (await open(join(notes, `${id}.${result.bytes}.${result.sha256}`), 'w', 0o600)).close();
    copied++;
  }
  if (copied > 0) await syncFolder(notes);
  return copied;
}

/** Notes of uploads that no kept backup lists and that were copied before the first of them. @returns digests still needed */
export async function dropUploads(
  target: string,
  listed: ReadonlySet<string>,
  before: Date,
): Promise<Set<string>> {
  const { uploads } = placesIn(target);
  const needed = new Set<string>();
  const { files } = await walk(uploads, () => false);
  for (const file of files) {
    const [, id, , sha256] = noteName.exec(file.slice(file.indexOf('/') + 1)) ?? [];
    if (id === undefined || sha256 === undefined) continue;
    const path = join(uploads, file);
    if (!listed.has(uploadPath(id)) && (await stat(path)).mtime < before) await rm(path);
    else needed.add(sha256);
  }
  return needed;
}
