import type pg from 'pg';

/** What node-postgres hands to a query of one's own; its types do not say so. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  readonly stream: {
    pause(): void;
    resume(): void;
    writableLength: number;
    once(event: 'drain', then: () => void): void;
  };
}
interface Submitted {
  submit(wire: Wire): void;
}

/** As much may wait to be sent before the source is asked to wait, bytes. */
const highWater = 4 * 1024 * 1024;

/**
 * Carries rows from one connection to another in PostgreSQL's text format, which every release reads, without holding more than some
 * megabytes. Resolves when the target has taken all.
 * @throws the error of whichever side failed
 */
export async function carry(
  source: pg.Client,
  out: string,
  target: pg.Client,
  into: string,
): Promise<number> {
  const sink = new CopyIn(into);
  target.query(sink as unknown as pg.Submittable);
  await sink.ready;
  const from = new CopyOut(out, (chunk) => sink.take(chunk));
  source.query(from as unknown as pg.Submittable);
  try {
    await from.done;
  } catch (error) {
    sink.fail();
    await sink.done.catch(() => undefined);
    throw error;
  }
  sink.end();
  return sink.done;
}

/** After such an error no answer comes any more: it is the server's last word, or the connection's own. */
const endsConnection = (error: unknown) => (error as { severity?: string }).severity !== 'ERROR';

/** Answers the protocol's messages; what it does not need it leaves alone. */
class Copy implements Submitted {
  readonly done: Promise<number>;
  protected wire: Wire | undefined;
  private readonly text: string;
  private settle: { resolve(rows: number): void; reject(error: unknown): void } | undefined;
  private error: unknown;
  private rows = 0;

  constructor(text: string) {
    this.text = text;
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.done.catch(() => undefined); // whoever waits hears it
  }
  submit(wire: Wire): void {
    this.wire = wire;
    wire.query(this.text);
  }
  handleCommandComplete({ text }: { text: string }): void {
    this.rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
  }
  handleError(error: unknown): void {
    this.error = error;
    if (this.wire === undefined || endsConnection(error)) this.settle?.reject(error);
  }
  handleReadyForQuery(): void {
    if (this.error === undefined) this.settle?.resolve(this.rows);
    else this.settle?.reject(this.error);
  }
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(_wire: Wire): void {}
  handleCopyData(_message: { chunk: Buffer }, _wire: Wire): void {}
}

class CopyOut extends Copy {
  private readonly give: (chunk: Buffer) => Promise<void> | undefined;
  constructor(text: string, give: (chunk: Buffer) => Promise<void> | undefined) {
    super(text);
    this.give = give;
  }
  override handleCopyData({ chunk }: { chunk: Buffer }, wire: Wire): void {
    const waiting = this.give(chunk);
    if (waiting === undefined) return;
    wire.stream.pause();
    void waiting.then(() => wire.stream.resume());
  }
}

class CopyIn extends Copy {
  readonly ready: Promise<void>;
  private open: (() => void) | undefined;
  private waiting: Promise<void> | undefined;
  private release: (() => void) | undefined;
  private failed: ((error: unknown) => void) | undefined;

  constructor(text: string) {
    super(text);
    this.ready = new Promise((resolve, reject) => {
      this.open = resolve;
      this.failed = reject;
    });
    this.ready.catch(() => undefined);
  }
  override handleCopyInResponse(): void {
    this.open?.();
  }
  override handleError(error: unknown): void {
    super.handleError(error);
    this.failed?.(error);
    this.release?.();
  }
  take(chunk: Buffer): Promise<void> | undefined {
    const wire = this.wire!;
    wire.sendCopyFromChunk(chunk);
    if (wire.stream.writableLength < highWater) return undefined;
    this.waiting ??= new Promise((resolve) => {
      this.release = () => {
        this.waiting = undefined;
        resolve();
      };
      wire.stream.once('drain', this.release);
    });
    return this.waiting;
  }
  end(): void {
    this.wire?.endCopyFrom();
  }
  fail(): void {
    this.wire?.sendCopyFail('the source failed');
  }
}
