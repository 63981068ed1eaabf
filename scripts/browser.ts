import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { hasFonts, hasLibraries } from './browser/libraries.ts';
import { unpackChromium } from './browser/unpack.ts';

type Program = { executable: string; env: Record<string, string> };

/**
 * Starts a headless Chromium: the one in LANZHA_CHROMIUM, an installed /usr/bin/chromium, or the one that came with the
 * project. Web security stays on. Its profile and temporary files lie in a folder of this run, which `close()` removes.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await findProgram();
  const scratch = await mkdtemp(join(tmpdir(), 'lanzha-browser-'));
  const remove = () => rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  try {
    const browser = await chromium.launch({
      executablePath: executable,
      headless: true,
      chromiumSandbox: false,
      args: [
        '--disable-dev-shm-usage',
        '--font-render-hinting=none',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        // WebGL stays; only that pages are put together by an imitated graphics card costs a quarter of a processor.
        '--disable-gpu-compositing',
      ],
      env: { ...ownEnvironment(), ...env, TMPDIR: scratch, HOME: scratch },
      downloadsPath: scratch,
    });
    browser.on('disconnected', remove);
    const close = browser.close.bind(browser);
    browser.close = async (options) => {
      await close(options);
      await remove();
    };
    return browser;
  } catch (error) {
    await remove();
    throw error;
  }
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

async function findProgram(): Promise<Program> {
  const named = process.env.LANZHA_CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`LANZHA_CHROMIUM names ${named}, which does not exist.`);
    return { executable: named, env: {} };
  }
  const executable = installed.find((path) => existsSync(path));
  if (executable !== undefined) return { executable, env: {} };
  const unpacked = await unpackChromium();
  return {
    executable: unpacked.executable,
    env: {
      ...((await hasLibraries(unpacked.executable)) ? {} : { LD_LIBRARY_PATH: unpacked.libraries }),
      ...(hasFonts() ? {} : { FONTCONFIG_PATH: unpacked.fonts }),
    },
  };
}

const ownEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
