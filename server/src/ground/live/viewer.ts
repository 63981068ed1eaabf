import type { Scope } from '../db/index.ts';
import type { OutboxRow } from './outbox.ts';
import { type Position, toEventId } from './position.ts';

/** Where the bytes go; a stream of Node's HTTP answer. */
export interface Sink {
  write(text: string): boolean;
  end(): void;
  destroy(): void;
  readonly writableLength: number;
  /** Nothing reaches the other side any more. */
  readonly destroyed: boolean;
}

/** One open browser tab. */
export interface Viewer {
  readonly sessionHash: Buffer;
  readonly personId: string;
  readonly rights: string;
  /** What came meanwhile waits behind what the viewer missed. */
  take(rows: readonly OutboxRow[]): void;
  caughtUp(missed: readonly OutboxRow[]): void;
  reset(position: Position): void;
  beat(position: Position): void;
  end(): void;
  isGone(): boolean;
}

/** Bytes that may wait for a slow client before it is cut off; it comes back and resumes. */
const maxWaiting = 256 * 1024;

export function createViewer(
  sink: Sink,
  who: { sessionHash: Buffer; personId: string; scope: Scope; rights: string },
): Viewer {
  let held: OutboxRow[] | undefined = [];

  function send(text: string): void {
    sink.write(text);
    if (sink.writableLength > maxWaiting) sink.destroy();
  }
  function sendRows(rows: readonly OutboxRow[]): void {
    const text = rows
      .filter((row) => maySee(who.scope, row))
      .map(toFrame)
      .join('');
    if (text !== '') send(text);
  }
  function release(): void {
    const waited = held ?? [];
    held = undefined;
    sendRows(waited);
  }
  return {
    sessionHash: who.sessionHash,
    personId: who.personId,
    rights: who.rights,
    take(rows) {
      if (held === undefined) sendRows(rows);
      else if (held.push(...rows) > 10_000) sink.destroy();
    },
    caughtUp(missed) {
      sendRows(missed);
      release();
    },
    reset(position) {
      send(`id: ${toEventId(position)}\nevent: reset\ndata: {"type":"reset"}\n\n`);
      release();
    },
    beat(position) {
      if (held === undefined) send(`: beat\nid: ${toEventId(position)}\n\n`);
    },
    end: () => sink.end(),
    isGone: () => sink.destroyed,
  };
}

/** The same rule as the row-level policies; what is for one person reaches nobody else. */
export function maySee(scope: Scope, row: Pick<OutboxRow, 'placeCode' | 'unitId' | 'personId'>): boolean {
  if (scope.kind === 'machine') return true;
  if (row.personId !== null) return row.personId === scope.person;
  if (scope.place !== '' && row.placeCode.startsWith(scope.place)) return true;
  return row.unitId !== null && scope.units.includes(row.unitId);
}

function toFrame(row: OutboxRow): string {
  return `id: ${toEventId(row)}\ndata: ${JSON.stringify(row.body)}\n\n`;
}
