import type pg from 'pg';
import type { Db } from '../db/index.ts';
import type { Anchor } from './anchor.ts';
import { AnchorCheck } from './anchor-check.ts';
import { type Finding, Findings } from './findings.ts';
import { type Mac, openMac } from './mac.ts';
import { listCopies, streamChain, streamUnsealed } from './read-chain.ts';
import { ChainCheck } from './verify-chain.ts';
import { isSigned } from './writer.ts';

/** A line that claims to be an anchor, and where it stands ("文件 第 3 行"). */
export interface AnchorLine {
  readonly where: string;
  readonly line: string;
}

export interface Verdict {
  /** Nothing is wrong that can be found; what cannot be found is said in `notes`. */
  readonly ok: boolean;
  readonly sealed: number;
  /** Committed but not chained yet; normally at most two seconds' worth, or what was written while nothing was serving. */
  readonly unsealed: { readonly count: number; readonly oldest: string | null };
  readonly head: { readonly position: string; readonly mac: string } | null;
  readonly anchors: { readonly checked: number; readonly last: Anchor | null };
  /** Faults in all; `findings` lists neighbours together and ends after 200. */
  readonly faults: number;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

export interface VerifyOptions {
  /** `MasterKeys.audit`. */
  readonly key: Buffer;
  readonly anchors?: Iterable<AnchorLine> | AsyncIterable<AnchorLine>;
  /** Called now and then with the number of links seen. */
  readonly onProgress?: (links: number) => void;
}

/** Reads the whole log as of one moment and says what does not fit. Memory does not grow with the log. */
export async function verifyAudit(
  db: Db,
  { key, anchors = [], onProgress }: VerifyOptions,
): Promise<Verdict> {
  const mac = openMac(key);
  const findings = new Findings();
  const anchorCheck = new AnchorCheck(findings);
  for await (const { where, line } of anchors) anchorCheck.add(mac, line, where);
  return atOneMoment(db, async (client) => {
    const chain = new ChainCheck(mac, findings);
    for await (const link of streamChain(client)) {
      const position = chain.take(link);
      if (position !== null) anchorCheck.compare(position, link.seal.mac);
      if (chain.links % 100_000 === 0) onProgress?.(chain.links);
    }
    chain.finish();
    anchorCheck.finish(chain.highest);
    const unsealed = await checkUnsealed(client, mac, chain, findings);
    for (const id of await listCopies(client)) findings.unsealed('copied', id);
    const { last, links } = chain;
    return {
      ok: findings.total === 0,
      sealed: links,
      unsealed,
      head: last === null ? null : { position: String(last.position), mac: last.mac },
      anchors: { checked: anchorCheck.count, last: anchorCheck.last },
      faults: findings.total,
      findings: findings.list(),
      notes: notesOn(chain, unsealed.count, anchorCheck),
    };
  });
}

async function checkUnsealed(
  client: pg.ClientBase,
  mac: Mac,
  chain: ChainCheck,
  findings: Findings,
): Promise<Verdict['unsealed']> {
  let count = 0;
  let oldest: number | null = null;
  for await (const record of streamUnsealed(client)) {
    count++;
    const at = Number(record.at);
    if (Number.isFinite(at) && (oldest === null || at < oldest)) oldest = at;
    const marked = record.writer_mac !== null || chain.signedSince !== null;
    if (marked && !isSigned(mac, record)) findings.unsealed('unsealedFake', record.id);
    else if (BigInt(record.xid ?? 0) < chain.horizon) findings.unsealed('unsealedOld', record.id);
  }
  return { count, oldest: oldest === null ? null : isoOf(oldest) };
}

function isoOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function notesOn(chain: ChainCheck, unsealed: number, anchors: AnchorCheck): string[] {
  const notes: string[] = [];
  if (chain.links > 0 && chain.genuine === 0)
    notes.push('没有一个封条能用这个密钥验证。请先确认密钥文件就是这套系统的,再下结论。');
  if (anchors.last === null)
    notes.push(
      '没有锚点可以对照:链的末尾若被整段截去,仅凭数据库看不出来。请用 --anchor 指定保存在别处的锚点文件。',
    );
  else if (chain.highest > BigInt(anchors.last.position))
    notes.push(
      `最近的锚点在位置 ${anchors.last.position}(${anchors.last.at})。此后的 ${chain.highest - BigInt(anchors.last.position)} 条若被整段截去,要等下一个锚点才能发现。`,
    );
  if (anchors.torn.length > 0) notes.push(`残缺的锚点行已略过:${anchors.torn.slice(0, 5).join('、')}。`);
  if (unsealed > 0)
    notes.push(`有 ${unsealed} 条记录尚未封存。服务运行时最多两秒;没有服务运行时写入的,在下次启动后封存。`);
  if (chain.unsignedBefore > 0)
    notes.push(`最早的 ${chain.unsignedBefore} 条记录写于启用写入标记之前,只能证明封存之后没有被改动。`);
  return notes;
}

async function atOneMoment<T>(db: Db, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(client);
  } finally {
    client.release(true); // also ends cursors and the transaction
  }
}
