/** The version of the product, put in by vite.config.ts. */
declare const __VERSION__: string;
