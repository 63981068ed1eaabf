import { type Logger, pino } from 'pino';
import { describeError } from './describe-error.ts';
import { type Destination, type LogFileOptions, openLogFile } from './log-file.ts';

export type { Logger } from 'pino';

/**
 * Structured log on stderr, one JSON object a line. On a terminal only warnings and worse, so that people can read what
 * the program tells them; `level` overrides.
 */
export function createLogger(level?: string): Logger {
  return loggerTo(stderr(), level ?? (process.stderr.isTTY ? 'warn' : 'info'));
}

/** The same lines in files that begin anew every day and at a size. @throws when the folder cannot be written to */
export async function createFileLogger(options: LogFileOptions, level = 'info'): Promise<Logger> {
  const destination = await openLogFile(options);
  process.once('exit', () => flush(destination));
  return loggerTo(destination, level);
}

function stderr(): Destination {
  // Gathered and written a few times a second: a write for each of thousands of requests would cost more than deciding them.
  const destination = pino.destination({ dest: 2, sync: false, minLength: 8_192, periodicFlush: 250 });
  process.once('exit', () => destination.flushSync());
  return destination;
}

/** A full disk must not turn an orderly end into a crash. */
function flush(destination: Destination): void {
  try {
    destination.flushSync();
  } catch {
    // said on stderr when it happened
  }
}

function loggerTo(destination: Destination, level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => (error instanceof Error ? describeError(error) : error) },
    },
    destination,
  );
}

let writtenAt = Number.NaN;
let written = '';

/** The time as ISO text, written anew only when it has moved on: thousands of lines a second share their milliseconds. */
function isoTime(): string {
  const now = Date.now();
  if (now !== writtenAt) {
    writtenAt = now;
    written = `,"time":"${new Date(now).toISOString()}"`;
  }
  return written;
}
