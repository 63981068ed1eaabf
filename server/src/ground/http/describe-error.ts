import { maskText } from '../vault/index.ts';

/**
 * An error for the log without what people typed: of the database its code and where, of others the message with
 * numbers masked, and the stack without its first lines, which repeat the message.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const told = { type: name, frames, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
  if ('severity' in error && 'routine' in error) {
    const { code, table, constraint, routine } = error as unknown as Record<string, unknown>;
    return { ...told, code, table, constraint, routine };
  }
  return error instanceof SyntaxError ? told : { ...told, message: maskText(message) };
}
