export type Figures = Readonly<Record<string, number | string>>;

/** Where, when and how figures were measured. `date` is YYYY-MM-DD. */
export type Circumstances = { date: string; machine: string; command: string };

const begin = '<!-- measurements: rows below are written by `npm run bench` -->';
const end = '<!-- measurements: end -->';
const head = ['| 测量 | 指标 | 数值 | 日期 | 机器 | 命令 |', '| --- | --- | --- | --- | --- | --- |'];

const empty = `# 测量记录

每一行都由 \`npm run bench\` 写入:测了什么、结果、日期、机器和命令。同名测量再次运行时,旧行被替换。

${begin}
${head.join('\n')}
${end}
`;

/**
 * The document with the rows of one bench replaced by new ones, the rows of all others kept, sorted by name. `document`
 * is null when there is none yet. Throws when the document has lost the markers around its table.
 */
export function recordMeasurement(
  document: string | null,
  bench: string,
  figures: Figures,
  { date, machine, command }: Circumstances,
): string {
  const text = document ?? empty;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error(`the table of measurements has lost its markers: ${begin} … ${end}`);
  const kept = text
    .slice(from + begin.length, to)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !head.includes(line) && nameOf(line) !== bench);
  const added = Object.entries(figures).map(([figure, value]) => {
    const cells = [bench, figure, show(value), date, machine, `\`${command}\``];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  });
  const rows = [...kept, ...added].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return `${text.slice(0, from)}${[begin, ...head, ...rows, end].join('\n')}${text.slice(to + end.length)}`;
}

const nameOf = (row: string) => row.split(' | ')[0]?.replace(/^\| /, '') ?? '';

/** Whole numbers with separators; small ones with three figures that mean something. */
function show(value: number | string): string {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) || Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)));
}
