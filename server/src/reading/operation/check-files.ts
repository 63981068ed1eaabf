import type { OperationFinding } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { countMissingContent } from '../../ground/files/index.ts';
import { bad, fine, type Looked } from './finding.ts';

/** Whether every attachment that the database knows lies on the disk; after a backup was restored some may not. */
export async function checkFiles(tx: Tx, { config }: Looked): Promise<OperationFinding> {
  const { missing, of } = await countMissingContent(tx, config.dataDir);
  if (missing === 0) return fine('files', [`${of} 份附件都在`, `All ${of} attachments are there`]);
  return bad(
    'files',
    [
      `${of} 份附件里有 ${missing} 份的内容不在数据目录，打不开`,
      `The content of ${missing} of ${of} attachments is not in the data folder: they do not open`,
    ],
    [
      '如果刚恢复过备份：请从旧数据目录或另一份备份把 files/kept 里缺的文件拷回来（不要覆盖已有的），见 docs/operation.md“恢复”',
      'After a restore: copy what is missing in files/kept from the old data folder or another backup, without writing over anything; see docs/operation.md',
    ],
  );
}
