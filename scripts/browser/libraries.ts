import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Whether the system has every library that the program is linked to; false also when nobody can tell. */
export async function hasLibraries(program: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('ldd', [program]);
    return !stdout.includes('not found');
  } catch {
    return false;
  }
}

/** Whether the system knows fonts of its own. */
export const hasFonts = () => existsSync('/etc/fonts/fonts.conf');
