import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

export default defineConfig({
  root: here('.'),
  plugins: [slimContract(), tokenStyles(), noScrollLock(), react()],
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
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|history|react-query|query-core|react-store|store)[\\/]/,
              priority: 2,
            },
            { name: 'words', test: /node_modules[\\/](i18next|react-i18next)[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
});
