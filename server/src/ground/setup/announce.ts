import { type Db, machine } from '../db/index.ts';
import { getInstallation, keepSetupCode } from '../installation/index.ts';
import { hashOfCode, newOneTimeCode } from '../passwords/index.ts';

/**
 * Makes the one-time code of this start, for the console to print; the code of an earlier start no longer works.
 * @returns null when the set-up is done
 */
export async function renewSetupCode(db: Db): Promise<string | null> {
  return db.inTransaction(machine, async (tx) => {
    if ((await getInstallation(tx)).done) return null;
    const code = newOneTimeCode();
    return (await keepSetupCode(tx, hashOfCode(code))) ? code : null;
  });
}

/** The line on the console. */
export function announceSetup(code: string, url: string): string {
  return `设置码:${code}  在浏览器打开 ${url}/setup 输入`;
}
