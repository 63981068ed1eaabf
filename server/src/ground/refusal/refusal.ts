/**
 * A named "no" that a service answers instead of a result: the caller's transaction is rolled back and the face turns
 * it into the refusal of the same name that the endpoint's contract declares. Not an exception: the type shows it.
 */
export class Refusal<const Code extends string, Data = undefined> {
  readonly code: Code;
  readonly data: Data;

  constructor(code: Code, data: Data) {
    this.code = code;
    this.data = data;
  }
}

export type AnyRefusal = Refusal<string, unknown>;

export function refuse<const Code extends string>(code: Code): Refusal<Code>;
export function refuse<const Code extends string, Data>(code: Code, data: Data): Refusal<Code, Data>;
export function refuse(code: string, data?: unknown): AnyRefusal {
  return new Refusal(code, data);
}

export function isRefusal(value: unknown): value is AnyRefusal {
  return value instanceof Refusal;
}
