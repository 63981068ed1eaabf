/** A place in the stream: transaction, then number within it. Both are 64-bit in the database. */
export interface Position {
  readonly xid: bigint;
  readonly seq: bigint;
}

export function compare(a: Position, b: Position): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  return a.seq === b.seq ? 0 : a.seq < b.seq ? -1 : 1;
}

/** As the `id` of a server-sent event. */
export function toEventId({ xid, seq }: Position): string {
  return `${xid}.${seq}`;
}

const most = 2n ** 63n - 1n;

/** null for what we never sent. */
export function fromEventId(id: string): Position | null {
  const [, xid, seq] = /^(\d{1,19})\.(\d{1,19})$/.exec(id) ?? [];
  if (xid === undefined || seq === undefined) return null;
  const position = { xid: BigInt(xid), seq: BigInt(seq) };
  return position.xid > most || position.seq > most ? null : position;
}
