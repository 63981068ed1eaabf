import type { AuditFilter, AuditRecord } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Vault } from '../vault/index.ts';
import { csvLine, csvStart } from './csv.ts';
import { listAuditRecords } from './list-records.ts';
import { openReasons } from './open-reasons.ts';

export type ExportFormat = 'csv' | 'ndjson';

const pageSize = 1_000;

/**
 * The records as text, page by page, each page in a transaction of its own: a long export holds nothing up, and what is
 * written meanwhile stands before its first page and is not in it.
 */
export async function* exportRecords(
  inTransaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  vault: Vault,
  filter: AuditFilter,
  format: ExportFormat,
  onRows: (count: number) => void,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvStart + csvLine(csvHead);
  let cursor: string | undefined;
  do {
    const page = await inTransaction(async (tx) => {
      const found = await listAuditRecords(tx, filter, { cursor, limit: pageSize });
      return { ...found, items: await openReasons(tx, vault, found.items) };
    });
    onRows(page.items.length);
    yield page.items.map(format === 'csv' ? toCsv : toNdjson).join('');
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const csvHead = ['编号', '时间', '人员', '单位', '事件', '是否成功', '对象', '详情', '封存位置'];

function toCsv(record: AuditRecord): string {
  const { id, at, actor, unit, event, ok, target, detail, position } = record;
  const done = ok ? '成功' : '未成功';
  const cells = [id, localTime(at), actor?.name ?? '', unit?.name ?? '', event, done, target ?? ''];
  return csvLine([...cells, JSON.stringify(detail), position]);
}

function toNdjson(record: AuditRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** As clocks on the wall show it: 2026-03-01 08:05:09. */
function localTime(instant: string): string {
  return new Date(instant).toLocaleString('sv-SE');
}
