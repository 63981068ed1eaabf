import { type OperationFinding, unverified } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { countJobs } from '../../ground/jobs/index.ts';
import { bad, fine, type Looked, warn } from './finding.ts';

/** Seconds that a job may wait beyond its time. */
const lateJob = 600;

export async function checkJobs(tx: Tx, { serving }: Looked): Promise<OperationFinding> {
  const { failed, waiting, late } = await countJobs(tx);
  if (failed > 0) {
    return bad(
      'jobs',
      [`有 ${failed} 个后台作业多次失败，已放弃`, `${failed} jobs failed again and again and were given up`],
      [
        '请在“系统状态 → 后台作业”里看原因，处理后点“再试一次”',
        'See the reason under System → Jobs, mend it and try again there',
      ],
    );
  }
  if (serving && late > lateJob) {
    return warn(
      'jobs',
      [`后台作业晚了 ${Math.round(late / 60)} 分钟`, `Jobs are ${Math.round(late / 60)} minutes late`],
      [
        '请看机器是否过忙；仍然如此，请重新启动服务',
        'See whether the machine is too busy; else start the service again',
      ],
    );
  }
  return fine('jobs', [`后台作业正常，${waiting} 个等待执行`, `Jobs run; ${waiting} are waiting`]);
}

export async function checkDeliveries(tx: Tx): Promise<OperationFinding> {
  const { rows } = await tx.query<{ dead: number }>(
    "SELECT count(*) AS dead FROM delivery WHERE state = 'dead'",
  );
  const dead = rows[0]?.dead ?? 0;
  if (dead === 0) return fine('deliveries', ['没有发不出去的消息', 'Nothing failed to go out']);
  return warn(
    'deliveries',
    [`有 ${dead} 条邮件或推送没有发出去`, `${dead} mails or webhooks could not be delivered`],
    [
      '请在“消息 → 外发”里看原因，再发或作废',
      'See the reason under Notices → Going out, then send again or discard',
    ],
  );
}

export async function checkParams(tx: Tx): Promise<OperationFinding> {
  const { rows } = await tx.query<{ open: number }>(
    `SELECT count(DISTINCT code) AS open FROM rule_param
     WHERE certainty = ANY ($1) AND reviewed_by IS NULL AND effective_from <= now() AND now() < effective_to`,
    [[...unverified]],
  );
  const open = rows[0]?.open ?? 0;
  if (open === 0) return fine('params', ['参数都已核对', 'All parameters were checked against a document']);
  return warn(
    'params',
    [
      `有 ${open} 个参数还没有对照本地文件核实`,
      `${open} parameters were not checked against a local document`,
    ],
    [
      '请安全管理员在“参数”里逐个核对，有依据的改为原文',
      'The security administrator should go through them under Parameters and name the document',
    ],
  );
}

export async function checkAccounts(tx: Tx): Promise<OperationFinding> {
  const { rows } = await tx.query<{ unused: number; first: number }>(
    `SELECT count(*) FILTER (WHERE last_seen_at IS NULL) AS unused, count(*) FILTER (WHERE must_change_password) AS first
     FROM person WHERE disabled_at IS NULL AND created_at < now() - interval '30 days' AND (last_seen_at IS NULL OR must_change_password)`,
  );
  const { unused = 0, first = 0 } = rows[0] ?? {};
  if (unused + first === 0) return fine('accounts', ['没有闲置的账户', 'No account lies idle']);
  return warn(
    'accounts',
    [
      `有 ${unused} 个账户开了一个月还没有用过，${first} 个还在用初始口令`,
      `${unused} accounts were never used in a month, ${first} still have their first password`,
    ],
    ['请在“单位人员”里停用不用的账户', 'Disable accounts that nobody uses under Units and people'],
  );
}
