import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckedLine, checkValue, isRejected } from '@lanzha/server/facts/signals';
import { processorTime } from './support/cpu.ts';
import { type Flow, openFlow } from './support/in-process.ts';
import { signalMix } from './support/signal-mix.ts';

const millions = Number(process.env.LANZHA_BENCH_MILLIONS ?? 20);
const stages = [0, 1, 5, 20].filter((stored) => stored <= millions);
/** Lines a stage: enough for pages written anew after a checkpoint to count as often as they do in life. */
const sample = 200_000;
const request = 400;
const hot = 100_000;

/**
 * What a signal costs when much is stored already, and when its subject has had 100,000 before: processor time of application and
 * PostgreSQL together, microseconds a line. Stored before: receipts, one state row for ten of them, and small batches; the payloads
 * of stored batches are not read when deciding and are kept short.
 */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  const flow = await openFlow(dataDir);
  try {
    await cost(flow, dataDir, mixed('warm'), 40_000);
    const figures: Record<string, number | string> = {};
    let stored = 0;
    for (const stage of stages) {
      await fill(flow, (stage - stored) * 1_000_000);
      stored = stage;
      // Every stage begins alike: what the filling changed is written out, and each page goes to the log whole once more.
      await flow.checkpoint();
      figures[`${stage} million stored, µs a line`] = await cost(flow, dataDir, mixed(`at-${stage}`), sample);
    }
    const [first, last] = [stages[0], stages.at(-1)].map((stage) =>
      Number(figures[`${stage} million stored, µs a line`]),
    );
    figures['ratio of the last to the first'] = ratio(last, first);
    const one = subject();
    const young = await cost(flow, dataDir, one, 10_000);
    await cost(flow, dataDir, one, hot - 20_000);
    const old = await cost(flow, dataDir, one, 10_000);
    figures['one subject, its first 10,000, µs a line'] = young;
    figures[`one subject, the 10,000 before its ${hot.toLocaleString('en')}th, µs a line`] = old;
    figures['ratio for one subject'] = ratio(old, young);
    return figures;
  } finally {
    await flow.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const ratio = (a = Number.NaN, b = Number.NaN) => Math.round((a / b) * 100) / 100;

function* mixed(prefix: string): Generator<CheckedLine> {
  for (const signal of signalMix(stages.length, prefix)) yield checked(signal);
}

/** Everyday calls and payments of one telephone. */
function* subject(): Generator<CheckedLine> {
  for (let n = 0; ; n++) {
    const base = { id: `one-${n}`, at: new Date().toISOString(), subject: { phone: '13900000001' } };
    yield checked(
      n % 2 === 0
        ? { ...base, kind: 'call', from: '057487654321', seconds: 40 }
        : {
            ...base,
            kind: 'transfer',
            to: { account: '6228480000000001' },
            amount: 2_000,
            channel: 'mobile',
          },
    );
  }
}

function checked(value: unknown): CheckedLine {
  const line = checkValue(value, 1, { now: Date.now(), futureTolerance: 300_000 });
  if (isRejected(line)) throw new Error(line.error);
  return line;
}

async function cost(
  flow: Flow,
  dataDir: string,
  from: Generator<CheckedLine>,
  count: number,
): Promise<number> {
  const lines = Array.from({ length: count }, () => from.next().value as CheckedLine);
  const spent = await processorTime(dataDir);
  const sender = { unitId: flow.unitId, source: 'flat' };
  const requests = Array.from({ length: Math.ceil(count / request) }, (_, at) =>
    lines.slice(at * request, (at + 1) * request),
  );
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = requests.shift(); next !== undefined; next = requests.shift())
        await flow.intake.take(next, sender);
    }),
  );
  const { node, postgres } = await spent();
  return Math.round(((node + postgres) * 1_000_000 * 10) / count) / 10;
}

/** As the owner of the tables: what years of work leave behind, in minutes. */
async function fill({ owner }: Flow, receipts: number): Promise<void> {
  const slice = 500_000;
  for (let done = 0; done < receipts; done += slice) {
    await owner.pool.query(`
      WITH batch AS (
        INSERT INTO signal_batch (key_id, count, sealed)
        SELECT 1, 1600, decode(repeat('ab', 400), 'hex') FROM generate_series(1, ${slice / 1600}) RETURNING id),
      state AS (
        INSERT INTO subject_state (key, person, rank, state)
        SELECT k, k, 2, s.state FROM (SELECT gen_random_uuid() AS k FROM generate_series(1, ${slice / 10})) AS new,
          (SELECT state FROM subject_state LIMIT 1) AS s)
      INSERT INTO signal_id (id_hash, content, batch_id, ord, score)
      SELECT gen_random_uuid(), n, (SELECT min(id) FROM batch), n % 1600, 0 FROM generate_series(1, ${slice}) AS n`);
  }
  // What cleaning up after the filling costs is not the signals'.
  if (receipts > 0) await owner.pool.query('VACUUM (ANALYZE) signal_id, subject_state, signal_batch');
}
