/** Where a page ended: an instant with microseconds, and the id of the last row. */
export const encodePlace = (at: string, id: string): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** The contract has checked its shape. */
export const decodePlace = (cursor: string | undefined): [string, string] | undefined =>
  cursor === undefined
    ? undefined
    : (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]);
