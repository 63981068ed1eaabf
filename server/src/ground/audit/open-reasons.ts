import type { AuditRecord } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { maskText, openReason, type Vault } from '../vault/index.ts';

/** Reasons that people typed lie sealed in the records; whoever may read the log reads them, numbers masked. */
export async function openReasons(
  tx: Tx,
  vault: Pick<Vault, 'unseal'>,
  records: readonly AuditRecord[],
): Promise<AuditRecord[]> {
  const opened: AuditRecord[] = [];
  for (const record of records) {
    const { sealedReason, ...detail } = record.detail;
    if (sealedReason === undefined || record.target === null) opened.push(record);
    else {
      const reason = await openReason(tx, vault, sealedReason, record.target);
      opened.push({
        ...record,
        detail: { ...detail, reason: reason === undefined ? null : maskText(reason) },
      });
    }
  }
  return opened;
}
