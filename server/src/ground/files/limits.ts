import type { Params } from '../params/index.ts';
import type { ContentLimits } from './check-content.ts';

/** The limits of uploads as the parameters say now. */
export function contentLimits(params: Params): ContentLimits {
  return {
    pixels: params.number('files.pixels') * 1_000_000,
    zip: {
      entries: params.number('files.zip.entries'),
      bytes: params.number('files.zip.bytes'),
      ratio: params.number('files.zip.ratio'),
    },
  };
}

export const maxFileBytes = (params: Params): number => params.number('files.bytes');

export const slotLimits = (params: Params): { each: number; all: number } => ({
  each: params.number('files.uploads.person'),
  all: params.number('files.uploads.all'),
});
