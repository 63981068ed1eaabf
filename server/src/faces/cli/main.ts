import { addAudit } from './commands/audit.ts';
import { addCheck } from './commands/check.ts';
import { addKeys } from './commands/keys.ts';
import { addServe } from './commands/serve.ts';
import { addSignals } from './commands/signals-import.ts';
import { addText } from './commands/text.ts';
import { fail } from './fail.ts';
import { createProgram } from './program.ts';

process.env.TZ ||= 'Asia/Shanghai';

const program = createProgram();
for (const add of [addServe, addKeys, addSignals, addText, addAudit, addCheck]) add(program);

await program.parseAsync().catch(fail);
