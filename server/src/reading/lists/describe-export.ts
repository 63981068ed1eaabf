import {
  type ExportInput,
  fraudTypeNames,
  fraudTypes,
  levelNames,
  levels,
  outcomeNames,
  outcomes,
  relativePeriods,
  sortKeysOf,
  stateNames,
  valuesOf,
  warningStates,
} from '@lanzha/contract';
import { maskText } from '../../ground/vault/index.ts';
import { columnWords, periodWords, sortWords } from './code-words.ts';
import { wallClock } from './file-columns.ts';
import type { ReadingDesk } from './find-ids.ts';

export type Line = readonly [label: string, value: string];

/** What a file says of itself: what was asked for, by whom, when, what for. Codes in words, numbers in what people typed masked. */
export async function describeExport(desk: ReadingDesk, input: ExportInput, drill: boolean): Promise<Line[]> {
  const { actor, now } = desk;
  return [
    ...(drill ? [['演练', '演练数据:人员、号码、案情均为虚构'] as const] : []),
    ['内容', '预警清单,个人信息已脱敏'],
    ['筛选', (await conditions(desk, input)).join(';') || '无(本人范围内全部预警)'],
    ['排序', orderWords(input.sort)],
    ['列', input.columns.map((column) => columnWords[column]).join('、')],
    ['范围', '只含本人范围内的预警;借阅来的不导出'],
    ['导出人', `${actor.name}(${actor.unitName})`],
    ['导出时间', `${wallClock(now.toISOString())}(北京时间)`],
    ['用途', maskText(input.purpose)],
    ['提示', '仅限所写用途使用,不得转发、公开;用后妥善保管或销毁。导出已留痕。'],
  ];
}

const orderWords = (sort: string) =>
  sortKeysOf(sort)
    .map(({ by, descending }) => `${sortWords[by]}${descending ? '从大到小' : '从小到大'}`)
    .join(',再按');

const period = (text: string): string => {
  const named = relativePeriods.find((one) => one === text);
  if (named !== undefined) return periodWords[named];
  const [from = '', to = ''] = text.split('..');
  return from === '' ? `${to} 及以前` : to === '' ? `${from} 及以后` : `${from} 至 ${to}`;
};

async function conditions({ tx }: ReadingDesk, { filter }: ExportInput): Promise<string[]> {
  const { place, unit, assignee } = filter;
  const { rows } = await tx.query<{ place: string | null; unit: string | null; assignee: string | null }>(
    `SELECT (SELECT name FROM place WHERE code = $1) AS place, (SELECT name FROM unit WHERE id = $2::uuid) AS unit,
            (SELECT name FROM person WHERE id = $3::uuid) AS assignee`,
    [place, unit, assignee === 'me' || assignee === 'nobody' ? null : assignee],
  );
  const names = rows[0];
  const joined = <T extends string>(known: readonly T[], text: string, words: Record<T, string>) =>
    valuesOf(known, text)
      .map((one) => words[one])
      .join('、');
  const { state, outcome, level, fraudType, source, received, closed, overdue, saved, followUp, q, handle } =
    filter;
  const said: (string | undefined)[] = [
    state && `状态:${joined([...warningStates, 'open'] as const, state, { ...stateNames, open: '未结' })}`,
    outcome && `结论:${joined(outcomes, outcome, outcomeNames)}`,
    level && `等级:${joined(levels, level, levelNames)}`,
    fraudType && `疑似类型:${joined(fraudTypes, fraudType, fraudTypeNames)}`,
    place && `区划:${names?.place ?? place}及以下`,
    unit && `责任单位:${names?.unit ?? unit}`,
    assignee && `经办人:${{ me: '本人', nobody: '没有' }[assignee] ?? names?.assignee ?? assignee}`,
    source && `来源:${maskText(source)}`,
    received && `收到:${period(received)}`,
    closed && `结案:${period(closed)}`,
    overdue === undefined ? undefined : overdue ? '已超时' : '未超时',
    saved === undefined ? undefined : saved ? '有避免损失' : '没有避免损失',
    followUp === undefined ? undefined : followUp ? '待回访' : '没有待回访',
    q && `含有:${maskText(q)}`,
    handle && '某一次按号码或姓名的查找',
  ];
  return said.filter((one) => one !== undefined && one !== '') as string[];
}
