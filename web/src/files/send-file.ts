import type { FileSubject } from '@lanzha/contract';
import { csrfToken } from '../api/index.ts';

/** Why it was not taken: the server's code, or `OFFLINE`, or `STOPPED` by the person. */
export class SendFailed extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** One file on its way. `fetch` tells no progress of what it sends, so this is the older way. */
export const sendFile = (
  file: File,
  { kind, id }: FileSubject,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/files?${new URLSearchParams({ kind, id })}`);
    request.setRequestHeader('x-csrf-token', csrfToken());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) resolve();
      else reject(new SendFailed(codeOf(request.responseText)));
    };
    request.onerror = () => reject(new SendFailed('OFFLINE'));
    request.onabort = () => reject(new SendFailed('STOPPED'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });

const codeOf = (text: string): string => {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : 'OTHER';
  } catch {
    return 'OTHER';
  }
};
