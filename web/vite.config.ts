import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { minifyContractRouter } from '@orpc/contract';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contract } from '../contract/src/index.ts';
import { media, tokensCss } from './src/design/tokens.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The client needs methods and paths only: schemas stay out of what a browser loads. */
const slimContract = (): Plugin => ({
  name: 'lanzha:slim-contract',
  enforce: 'pre',
  load(id) {
    if (id !== here('./src/api/contract.ts')) return null;
    return `export const contract = ${JSON.stringify(minifyContractRouter(contract))};`;
  },
});

/** Style sheets read the tokens as custom properties; `(--phone)` in a media query is a token too. */
const tokenStyles = (): Plugin => ({
  name: 'lanzha:tokens',
  enforce: 'pre',
  load(id) {
    return id === here('./src/design/tokens.css') ? tokensCss() : null;
  },
  transform(code, id) {
    if (!id.endsWith('.css') || !id.includes('/web/src/')) return null;
    return code.replace(/\(--(phone|narrow|wide)\)/g, (_, name: keyof typeof media) => media[name]);
  },
});

/**
 * antd's dialogs stop the page behind them from scrolling with a style element that carries no nonce, which our policy
 * refuses. Our pages never scroll as a whole, so nothing needs to be stopped.
 */
const noScrollLock = (): Plugin => ({
  name: 'lanzha:no-scroll-lock',
  enforce: 'pre',
  load(id) {
    return id.endsWith('@rc-component/portal/es/useScrollLocker.js')
      ? 'export default () => undefined;'
      : null;
  },
});

/** The server sends these instead of pressing each file anew for each browser. */
const compressed = (): Plugin => ({
  name: 'lanzha:compressed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((one) => /\.(js|css|svg)$/.test(one))) {
      const file = join(dir ?? '', name);
      const plain = readFileSync(file);
      if (plain.length < 1_024) continue;
      writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
      writeFileSync(
        `${file}.br`,
        brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      );
    }
  },
});

// A build that a test started would otherwise carry React's development version.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  root: here('.'),
  plugins: [slimContract(), tokenStyles(), noScrollLock(), react(), compressed()],
  html: { cspNonce: '__CSP_NONCE__' },
  define: { __VERSION__: JSON.stringify(JSON.parse(readFileSync(here('../package.json'), 'utf8')).version) },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Libraries change seldom: a new version of ours leaves them in the browser's cache.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](?!react-virtual|virtual-core)/,
              priority: 2,
            },
            { name: 'i18next', test: /node_modules[\\/](i18next|react-i18next)[\\/]/, priority: 2 },
            { name: 'orpc', test: /node_modules[\\/]@orpc[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
});
