import type { ExportInput } from '@lanzha/contract';
import { csrfToken } from '../api/index.ts';

export type Taken = { rows: number; bytes: number };
/** The refusal of the server as a sentence. */
export class ExportRefused extends Error {
  override name = 'ExportRefused';
}

/**
 * Fetches the file piece by piece, telling how far it is, and hands it to the browser under the server's name once it is
 * whole. @throws ExportRefused, or what fetch throws (also when `signal` ends it)
 */
export const takeExport = async (
  input: ExportInput,
  onProgress: (taken: Taken) => void,
  signal: AbortSignal,
): Promise<{ name: string; rows: number }> => {
  const response = await fetch('/api/v1/lists/warnings/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken() },
    body: JSON.stringify(input),
    signal,
  });
  if (!response.ok || response.body === null)
    throw new ExportRefused(((await response.json()) as { message: string }).message);
  const rows = Number(response.headers.get('x-lanzha-rows'));
  const name =
    /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'warnings';
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  onProgress({ rows, bytes });
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value as Uint8Array<ArrayBuffer>);
    bytes += value.length;
    onProgress({ rows, bytes });
  }
  save(new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), name);
  return { name, rows };
};

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
