import type { Check, OperationFinding } from '@lanzha/contract';
import { machine, type Tx } from '../../ground/db/index.ts';
import { checkClock, checkDatabase, checkSchema, checkSetup, checkZone } from './check-database.ts';
import { checkDisk } from './check-disk.ts';
import { checkFiles } from './check-files.ts';
import { checkCertificate, checkNetwork, checkText, checkWeb } from './check-installation.ts';
import { checkAudit, checkBackup, checkKeys } from './check-keeping.ts';
import { checkAccounts, checkDeliveries, checkJobs, checkParams } from './check-work.ts';
import { bad, type Looked, type Machine } from './finding.ts';

const ofDatabase = {
  database: checkDatabase,
  schema: checkSchema,
  setup: checkSetup,
  disk: checkDisk,
  files: checkFiles,
  keys: checkKeys,
  audit: checkAudit,
  clock: checkClock,
  jobs: checkJobs,
  deliveries: checkDeliveries,
  params: checkParams,
  accounts: checkAccounts,
} satisfies Partial<Record<Check, (tx: Tx, looked: Looked) => Promise<OperationFinding>>>;

const ofMachine = {
  backup: checkBackup,
  zone: checkZone,
  network: checkNetwork,
  certificate: checkCertificate,
  web: checkWeb,
  text: checkText,
} satisfies Partial<Record<Check, (machine: Machine) => OperationFinding | Promise<OperationFinding>>>;

/** Looks at everything, one thing after the other; what cannot be looked at is a finding too. */
export async function readFindings(looked: Looked): Promise<OperationFinding[]> {
  const found: OperationFinding[] = [];
  for (const [check, look] of Object.entries(ofDatabase)) {
    const work = looked.db.inTransaction(machine, (tx) => look(tx, looked));
    found.push(await work.catch((error: unknown) => notLooked(check as Check, error)));
  }
  return [...found, ...(await readFindingsOfMachine(looked))];
}

/** What can be said while the database is away; `reason` is a sentence for the person at the console. */
export async function readFindingsWithoutDatabase(
  looked: Machine,
  reason: string,
): Promise<OperationFinding[]> {
  const database = bad(
    'database',
    [`数据库连不上：${reason}`, 'The database cannot be reached'],
    [
      '请按上面这句话处理，再执行一次 lanzha check；仍然不行，见 docs/operation.md“消息是什么意思”',
      'Do what the sentence says and run lanzha check again; see docs/operation.md for messages',
    ],
  );
  return [database, ...(await readFindingsOfMachine(looked))];
}

function readFindingsOfMachine(looked: Machine): Promise<OperationFinding[]> {
  return Promise.all(
    Object.entries(ofMachine).map(async ([check, look]) => {
      try {
        return await look(looked);
      } catch (error) {
        return notLooked(check as Check, error);
      }
    }),
  );
}

function notLooked(check: Check, error: unknown): OperationFinding {
  const { code, name } = error as { code?: unknown; name?: string };
  const reason = String(code ?? name ?? 'Error');
  return bad(
    check,
    [`这一项没有检查成（${reason}）`, `This could not be looked at (${reason})`],
    [
      '请查看日志；数据库结构落后时，先启动一次服务',
      'See the log; when the database is behind, start the service once',
    ],
  );
}
