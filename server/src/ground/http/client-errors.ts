import type { Socket } from 'node:net';
import { securityHeaders } from './security-headers.ts';

type ClientError = Error & { code?: string };

const sentences: Readonly<Record<string, readonly [status: string, code: string, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'REQUEST_TIMEOUT', '请求传输太慢,已断开。请重试。'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'TOO_LARGE', '请求头太大。'],
};

const headers = Object.entries(securityHeaders)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

/** Answers what is no HTTP at all, or comes too slowly, before any request exists; then closes the connection. */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, code, message] = sentences[error.code ?? ''] ?? [
    '400 Bad Request',
    'BAD_REQUEST',
    '请求格式不正确。',
  ];
  const body = JSON.stringify({ defined: false, code, status: Number.parseInt(status, 10), message });
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `Content-Type: application/json; charset=utf-8\r\n${headers}Connection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}
