import type { LinkImported, linkImport } from '@lanzha/contract';
import type * as z from 'zod';
import { recordAudit } from '../../ground/audit/index.ts';
import { checkEnd, type EndRefusal, enterValue, isListed } from './add-link.ts';
import { type LinksDesk, nextEpoch } from './desk.ts';
import { kindOfWord, type ListLine } from './read-table.ts';
import { guessKind, readValue } from './values.ts';

type Input = z.output<typeof linkImport>;
type Rejected = LinkImported['rejected'][number];

/** Enters a list line by line; a bad line is answered with its number and never keeps a good one out. */
export async function importLinks(
  desk: LinksDesk,
  input: Input,
  lines: readonly ListLine[],
): Promise<LinkImported | EndRefusal> {
  const end = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  const ownEnds = lines.every(({ expires }) => expires !== '');
  const unfit = ownEnds && end === null ? null : checkEnd(desk, input.verdict, end);
  if (unfit !== null) return unfit;
  const result: LinkImported = { accepted: 0, known: 0, rejected: [] };
  const epoch = input.dryRun ? 0 : await nextEpoch(desk.tx);
  const seen = new Set<string>();
  for (const line of lines) {
    const checked = checkLine(desk, input, line, end);
    if ('error' in checked) {
      result.rejected.push(checked);
      continue;
    }
    const name = `${checked.kind}/${checked.read.value}`;
    const known =
      seen.has(name) ||
      (input.dryRun
        ? await isListed(desk, checked.kind, checked.read)
        : !(await enter(desk, input, line, checked, epoch)));
    seen.add(name);
    if (known) result.known++;
    else result.accepted++;
  }
  if (!input.dryRun && result.accepted > 0) {
    await recordAudit(desk.tx, {
      actor: desk.actor.id,
      unitId: desk.actor.unitId,
      event: 'links.imported',
      ok: true,
      detail: { verdict: input.verdict, accepted: result.accepted, rejected: result.rejected.length },
    });
  }
  return result;
}

type Checked = Exclude<ReturnType<typeof checkLine>, Rejected>;

function checkLine(desk: LinksDesk, input: Input, line: ListLine, commonEnd: Date | null) {
  const wrong = (field: string | null, why: string): Rejected => ({
    line: line.line,
    field,
    error: `第 ${line.line} 行：${why}。`,
  });
  if (line.broken !== undefined) return wrong('value', line.broken);
  const kind = (line.kind === '' ? input.kind : kindOfWord(line.kind)) ?? guessKindOf(line);
  if (kind === undefined) return wrong('kind', '看不出是电话、账号、网址还是应用，请写明类别');
  const read = readValue(kind, line.value);
  if ('why' in read) return wrong('value', read.why);
  const end = line.expires === '' ? commonEnd : endOf(line.expires);
  if (end === undefined) return wrong('expires', '到期时间应写成 2026-12-31 的样子');
  const unfit = checkEnd(desk, input.verdict, end);
  if (unfit !== null) return wrong('expires', '到期时间缺失、已过或超过最长期限');
  return { kind, read, end };
}

const guessKindOf = ({ kind, value }: ListLine) => (kind === '' ? guessKind(value) : undefined);

/** The end of that day in China. */
function endOf(text: string): Date | undefined {
  const found = /^(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = found.slice(1).map((part) => part.padStart(2, '0'));
  const end = new Date(`${year}-${month}-${day}T23:59:59+08:00`);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

async function enter(
  desk: LinksDesk,
  { verdict, source, why }: Input,
  { note }: ListLine,
  { kind, read, end }: Checked,
  epoch: number,
): Promise<boolean> {
  const input = { kind, verdict, value: read.value, source, note: note.slice(0, 200), why };
  return (await enterValue(desk, input, read, end, epoch)).fresh;
}
