import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/** What the package carries, unpacked: the browser, libraries that a bare system lacks, a Latin font. */
export type Unpacked = { executable: string; libraries: string; fonts: string };

/** Archives of the package and the folder, inside ours, that each goes to. */
const archives = [
  ['swiftshader.tar.br', '.'],
  ['al2023.tar.br', 'libraries'],
  ['fonts.tar.br', 'fonts'],
] as const;

/**
 * Unpacks the Chromium of `@sparticuz/chromium` into a folder of this user and version below the system's temporary
 * folder, once: later calls find it there. Several processes may do so at the same moment; each unpacks aside and the
 * first one to finish wins. Throws on systems that the package has no browser for.
 */
export async function unpackChromium(below = tmpdir()): Promise<Unpacked> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The bundled Chromium runs on Linux x64 only. Name an installed one in the variable LANZHA_CHROMIUM.',
    );
  }
  const manifest = findManifest();
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(below, `lanzha-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (!(await isOurs(folder))) await unpackInto(folder, join(dirname(manifest), 'bin'));
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'libraries/lib'),
    fonts: join(folder, 'fonts'),
  };
}

function findManifest(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return join(dirname(entry), '../package.json');
}

/** True when the folder is complete. Throws when somebody else put it there: the browser in it would run as us. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (found === null) return false;
  const mine = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  if (!mine)
    throw new Error(`${folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`);
  return true;
}

async function unpackInto(folder: string, packed: string): Promise<void> {
  const aside = await mkdtemp(`${folder}-`);
  try {
    const executable = join(aside, 'chromium');
    await decompress(join(packed, 'chromium.br'), executable);
    await chmod(executable, 0o755);
    for (const [archive, place] of archives) await untar(join(packed, archive), join(aside, place));
    await writeFile(join(aside, 'fonts/fonts.conf'), fontsConfiguration);
    await rename(aside, folder).catch(async (error: NodeJS.ErrnoException) => {
      const lost = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
      if (!lost || !(await isOurs(folder))) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Replaces the package's own, which knows fixed places outside its folder only. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

const decompress = (from: string, to: string) =>
  pipeline(
    createReadStream(from, { highWaterMark: 2 ** 22 }),
    createBrotliDecompress({ chunkSize: 2 ** 21 }),
    createWriteStream(to),
  );

async function untar(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const plain = join(folder, 'archive.tar');
  await decompress(archive, plain);
  await promisify(execFile)('tar', ['--extract', '--no-same-owner', '--file', plain, '--directory', folder]);
  await rm(plain);
}
