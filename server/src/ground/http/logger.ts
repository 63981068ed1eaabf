import { type Logger, pino } from 'pino';
import { describeError } from './describe-error.ts';

export type { Logger } from 'pino';

/**
 * Structured log on stderr, one JSON object a line. On a terminal only warnings and worse, so that people can read what
 * the program tells them; `level` overrides.
 */
export function createLogger(level?: string): Logger {
  // Gathered and written a few times a second: a write for each of thousands of requests would cost more than deciding them.
  const destination = pino.destination({ dest: 2, sync: false, minLength: 8_192, periodicFlush: 250 });
  process.once('exit', () => destination.flushSync());
  return pino(
    {
      level: level ?? (process.stderr.isTTY ? 'warn' : 'info'),
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error) => (error instanceof Error ? describeError(error) : error) },
    },
    destination,
  );
}
