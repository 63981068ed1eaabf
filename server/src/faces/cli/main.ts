import { addAccounts } from './commands/accounts.ts';
import { addApprovals } from './commands/approvals.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import { addCopyDatabase } from './commands/copy-database.ts';
import { addDrill } from './commands/drill.ts';
import { addKeys } from './commands/keys.ts';
import { addRestore } from './commands/restore.ts';
import { addServe } from './commands/serve.ts';
import { addSignals } from './commands/signals-import.ts';
import { addText } from './commands/text.ts';
import { addVault } from './commands/vault.ts';
import { fail } from './fail.ts';
import { createProgram } from './program.ts';

process.env.TZ ||= 'Asia/Shanghai';

const program = createProgram();
for (const add of [
  addServe,
  addKeys,
  addSignals,
  addText,
  addAccounts,
  addApprovals,
  addAudit,
  addVault,
  addBackup,
  addRestore,
  addCopyDatabase,
  addCheck,
  addDrill,
])
  add(program);

await program.parseAsync().catch(fail);
