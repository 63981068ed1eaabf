/** What can be wrong with the log (docs/security.md). */
export type FindingKind =
  | 'altered'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'forged'
  | 'cut'
  | 'rewritten'
  | 'anchor';

/** One thing that is wrong, with a sentence for people. Neighbouring positions with the same fault are one finding. */
export interface Finding {
  readonly kind: FindingKind;
  /** In the chain, first and last; null for a record that never was in it. */
  readonly positions: { readonly from: string; readonly to: string } | null;
  /** Ids of the records concerned; the first few of many. */
  readonly records: readonly string[];
  readonly count: number;
  readonly text: string;
}

interface Fault {
  readonly kind: FindingKind;
  text(where: string, records: string): string;
}

const faults = {
  altered: { kind: 'altered', text: (at, ids) => `${at}:记录${ids}的内容被改动。` },
  recordGone: { kind: 'removed', text: (at, ids) => `${at}:记录${ids}被删除(封条还在)。` },
  sealGone: { kind: 'removed', text: (at) => `${at}:记录连同封条被删除,或只删除了封条。` },
  unsigned: {
    kind: 'inserted',
    text: (at, ids) => `${at}:记录${ids}不是由本系统写入的,是有人直接写进数据库的。`,
  },
  sealInserted: { kind: 'inserted', text: (at, ids) => `${at}:记录${ids}与封条都是伪造后插入的。` },
  unsealedFake: {
    kind: 'inserted',
    text: (_, ids) => `尚未封存的记录${ids}不是由本系统写入的,或写入后被改动。`,
  },
  unsealedOld: {
    kind: 'inserted',
    text: (_, ids) => `记录${ids}早就应当封存却没有封条:是事后插入的,或它的封条被删除。`,
  },
  copied: { kind: 'inserted', text: (_, ids) => `记录${ids}是同一条记录的复制品,只有一条是真的。` },
  twice: { kind: 'inserted', text: (at, ids) => `${at}:编号${ids}有两条记录或两个封条,其中有伪造的。` },
  moved: { kind: 'reordered', text: (at, ids) => `${at}:封条不在原来的位置,顺序或编号被改动(记录${ids})。` },
  swapped: { kind: 'reordered', text: (at, ids) => `${at}:记录${ids}的先后次序被调换。` },
  forged: { kind: 'forged', text: (at, ids) => `${at}:封条被改动或伪造(记录${ids})。` },
  broken: { kind: 'rewritten', text: (at) => `${at}:封条与前一条不相接,链曾在此处截断后重新接上。` },
  rewritten: {
    kind: 'rewritten',
    text: (at) => `${at}:与留在库外的锚点不符,这一位置之前的链被截断后重写,或数据库曾从较早的备份恢复。`,
  },
  cut: {
    kind: 'cut',
    text: (at) => `${at}:锚点证明链曾到达这里,现在没有了:末尾被截去,或数据库曾从较早的备份恢复。`,
  },
  anchor: { kind: 'anchor', text: (at) => `${at}不是本系统写的锚点,或被改动(也可能是用错了密钥文件)。` },
} as const satisfies Record<string, Fault>;
export type FaultName = keyof typeof faults;

interface Range {
  readonly fault: FaultName;
  readonly where: string | null;
  from: bigint | null;
  to: bigint | null;
  records: string[];
  count: number;
}

const listedAtMost = 200;
const idsAtMost = 5;

/** Collects what is wrong in bounded memory, however much of it there is. */
export class Findings {
  readonly #ranges: Range[] = [];
  readonly #open = new Map<FaultName, Range>();
  /** Faults in all, also those that are not listed. */
  total = 0;

  /** At a position, or at positions `at` to `to`. */
  at(fault: FaultName, at: bigint, record: string | null = null, to = at): void {
    const count = Number(to - at) + 1;
    this.total += count;
    const open = this.#open.get(fault);
    if (open !== undefined && open.to !== null && open.to + 1n === at) {
      open.to = to;
      open.count += count;
      if (open.records.length < idsAtMost) open.records.push(...ids(record));
      return;
    }
    this.#list({ fault, where: null, from: at, to, records: ids(record), count });
  }

  /** A record without a position: all of one fault are one finding. */
  unsealed(fault: FaultName, record: string | null): void {
    this.total++;
    const open = this.#open.get(fault);
    if (open === undefined) {
      this.#list({ fault, where: null, from: null, to: null, records: ids(record), count: 1 });
    } else {
      open.count++;
      if (open.records.length < idsAtMost) open.records.push(...ids(record));
    }
  }

  /** A line of a file. */
  line(fault: FaultName, where: string): void {
    this.total++;
    this.#list({ fault, where, from: null, to: null, records: [], count: 1 });
  }

  list(): Finding[] {
    return this.#ranges.map(toFinding);
  }

  #list(range: Range): void {
    if (this.#ranges.length >= listedAtMost) return;
    this.#ranges.push(range);
    this.#open.set(range.fault, range);
  }
}

const ids = (record: string | null) => (record === null ? [] : [record]);

function toFinding({ fault, where, from, to, records, count }: Range): Finding {
  const { kind, text } = faults[fault];
  const more = count > records.length ? ` 等 ${count} 条` : '';
  const named = records.length === 0 ? '' : ` ${records.join('、')}${more} `;
  const place = where ?? (from === to ? `位置 ${from}` : `位置 ${from} 至 ${to}`);
  return {
    kind,
    positions: from === null || to === null ? null : { from: String(from), to: String(to) },
    records,
    count,
    text: text(place, named),
  };
}
