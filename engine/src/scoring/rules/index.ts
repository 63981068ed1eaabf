import type { SignalKind } from '@lanzha/contract';
import { callRules } from './call.ts';
import { installRules } from './install.ts';
import { instructionRules } from './instruction.ts';
import { reportRules } from './report.ts';
import type { Rule } from './rule.ts';
import { smsRules } from './sms.ts';
import { storyRules } from './stories.ts';
import { transferRules } from './transfer.ts';
import { visitRules } from './visit.ts';

export type { Fired, Rule } from './rule.ts';

export const rulesOf: Readonly<Record<SignalKind, readonly Rule[]>> = {
  sms: smsRules,
  call: callRules,
  visit: visitRules,
  install: installRules,
  transfer: [...transferRules, ...storyRules],
  report: reportRules,
  instruction: instructionRules,
};

export const rules: readonly Rule[] = Object.values(rulesOf).flat();

const titles = new Map(rules.map(({ code, title }) => [code, title]));

/** What a rule looks for; a rule that is no longer there is called by its code. */
export const titleOf = (code: string): string => titles.get(code) ?? code;
