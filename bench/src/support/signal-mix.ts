import { readFileSync } from 'node:fs';
import type { Signal } from '@lanzha/contract';

/** Small deterministic generator (mulberry32): the same seed gives the same load. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function texts(file: string): string[] {
  const lines = readFileSync(new URL(`../../../server/seed/texts/${file}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

/**
 * A county's stream: thirds of calls, messages and transfers over 200,000 subjects, 5 % of it on 10 hot ones; 1 % of the messages
 * are fraud, 1 % of the calls are long and from abroad, 10 % of the transfers go to new payees. Times lie in the last minutes.
 */
export function* signalMix(seed: number, prefix: string): Generator<Signal> {
  const random = randomFrom(seed);
  const normal = texts('normal');
  const fraud = texts('01');
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  for (let n = 0; ; n++) {
    const subject = random() < 0.05 ? Math.floor(random() * 10) : Math.floor(random() * 200_000);
    const phone = String(13_800_000_000 + subject);
    const at = new Date(Date.now() - Math.floor(random() * 120_000)).toISOString();
    const base = { id: `${prefix}-${n}`, at };
    switch (n % 3) {
      case 0: {
        const overseas = random() < 0.01;
        const seconds = Math.floor(overseas ? 600 + random() * 2000 : random() * 400);
        yield {
          ...base,
          kind: 'call',
          subject: { phone },
          from: overseas ? '008525123456' : '05748712',
          seconds,
        };
        break;
      }
      case 1:
        yield {
          ...base,
          kind: 'sms',
          subject: { phone },
          from: '106575',
          text: pick(random() < 0.01 ? fraud : normal),
        };
        break;
      default:
        yield {
          ...base,
          kind: 'transfer',
          subject: { phone, account: `62220200${String(10_000_000 + subject)}` },
          to: { account: `62284800${Math.floor(random() * 1e8)}`, bank: '农业银行' },
          amount: Math.floor(random() * 2_000_000),
          channel: 'mobile',
          newPayee: random() < 0.1,
        };
    }
  }
}

/** Request bodies of `lines` signals each, made before the clock starts. */
export function requestBodies(count: number, lines: number, seed: number, prefix: string): Buffer[] {
  const mix = signalMix(seed, prefix);
  return Array.from({ length: count }, () => {
    const body: string[] = [];
    for (let n = 0; n < lines; n++) body.push(JSON.stringify(mix.next().value));
    return Buffer.from(`${body.join('\n')}\n`);
  });
}
