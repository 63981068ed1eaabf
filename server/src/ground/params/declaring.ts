import type { ParamBounds } from '@lanzha/contract';

/** What a parameter decides, in words, and which values it may take, in its own unit. */
export interface Declared {
  readonly meaning: { readonly zh: string; readonly en: string };
  readonly bounds: ParamBounds;
  /** What a text must look like. */
  readonly pattern?: RegExp;
}

export const number = (zh: string, en: string, min: number, max: number): Declared => ({
  meaning: { zh, en },
  bounds: { type: 'number', min, max, whole: false },
});

export const choice = (zh: string, en: string, options: string[]): Declared => ({
  meaning: { zh, en },
  bounds: { type: 'choice', options },
});

export const text = (zh: string, en: string, pattern: RegExp, example: string): Declared => ({
  meaning: { zh, en },
  bounds: { type: 'text', longest: 200, example },
  pattern,
});
