import { type ExportInput, type ListRow, mostExported, sortKeysOf } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Db } from '../../ground/db/index.ts';
import { findInstallation } from '../../ground/installation/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { sealReason } from '../../ground/vault/index.ts';
import type { Desk } from '../../work/warnings/index.ts';
import { describeExport, type Line } from './describe-export.ts';
import type { Asked } from './filter.ts';
import { findIds, prepare } from './find-ids.ts';
import { readRows } from './rows.ts';
import { stillFound } from './words.ts';

export interface PreparedExport {
  readonly id: string;
  readonly ids: readonly string[];
  readonly asked: Asked;
  readonly about: readonly Line[];
  readonly drill: boolean;
}

/**
 * Decides in one statement's view of the world which rows leave, in which order, and writes down who takes them out and what
 * for, before the first one does. What is only lent stays (need-to-know of single records, not of lists).
 */
export async function prepareExport(
  desk: Desk,
  input: ExportInput,
): Promise<PreparedExport | Refusal<'EXPIRED'> | Refusal<'TOO_MANY', { most: number }>> {
  const asked = await prepare(desk, input.filter, { lent: false });
  if (isRefusal(asked)) return asked;
  const { ids, next } = await findIds(desk, asked, sortKeysOf(input.sort), { limit: mostExported });
  if (next !== null) return refuse('TOO_MANY', { most: mostExported });
  const { tx, vault, actor, now } = desk;
  const id = crypto.randomUUID();
  const target = `export/${id}`;
  const { q, source, ...codes } = input.filter;
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'warnings.exported',
    ok: true,
    target,
    detail: {
      format: input.format,
      // What somebody typed goes sealed with the purpose.
      filter: {
        ...codes,
        ...(q === undefined ? {} : { q: true }),
        ...(source === undefined ? {} : { source: true }),
      },
      sort: input.sort,
      columns: input.columns,
      rows: ids.length,
      sealedReason: await sealReason(
        tx,
        vault,
        [input.purpose, q, source].filter(Boolean).join(' · '),
        target,
        now,
      ),
    },
  });
  const drill = (await findInstallation(tx))?.kind === 'drill';
  return { id, ids, asked, drill, about: await describeExport(desk, input, drill) };
}

const pageSize = 500;

/** The rows, page by page, each page in a transaction of its own: a long export holds nothing up. What left the scope meanwhile stays. */
export async function* exportPages(
  db: Db,
  desk: Omit<Desk, 'tx'>,
  { ids, asked: { sought } }: PreparedExport,
  onRows: (count: number) => void,
): AsyncGenerator<ListRow[]> {
  for (let from = 0; from < ids.length; from += pageSize) {
    const rows = await db.inTransaction(desk.actor.scope, (tx) =>
      readRows({ ...desk, tx }, ids.slice(from, from + pageSize)),
    );
    const page = rows.filter((row) => row.lent === null && (sought === undefined || stillFound(row, sought)));
    onRows(page.length);
    yield page;
  }
}
