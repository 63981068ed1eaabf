import { longLimit } from './figures.ts';
import type { Survey } from './survey.ts';

/** The survey as markdown tables. */
export function printSurvey({ figures: f, rooms, floors, circles }: Survey): string {
  const ratio = (part: number, whole: number) => (whole === 0 ? '–' : (part / whole).toFixed(2));
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const measures = [
    ['files', String(f.files), ''],
    ['median lines a file', String(f.medianLines), '40–85'],
    [`files over ${longLimit} lines`, `${f.long.length} (${percent(f.longShare)})`, 'under 1.5 %'],
    [
      'test lines / code lines',
      `${ratio(f.testLines, f.codeLines)} (${f.testLines} / ${f.codeLines})`,
      'about 1',
    ],
    ['titles that start with "should"', f.titles === 0 ? '–' : percent(f.should / f.titles), '0'],
    ['mocks per test', `${ratio(f.mocks, f.tests)} (${f.mocks} / ${f.tests})`, 'near 0'],
    ['`any` per 1,000 lines', f.anyPerThousand.toFixed(2), '0'],
    ['circles', String(circles.length), '0'],
  ];
  const long = f.long.map(({ path, lines }) => `- ${path}: ${lines} lines`);
  return [
    table(['measure', 'Lanzha', 'aim'], measures),
    ...(long.length > 0 ? [long.join('\n')] : []),
    table(
      ['floor', 'files', 'code lines', 'test lines'],
      floors.map((floor) => [floor.floor, `${floor.files}`, `${floor.lines}`, `${floor.tests}`]),
    ),
    table(
      ['room', 'door', 'files', 'lines', 'importers'],
      rooms.map((room) => [
        room.path,
        room.hasDoor ? 'yes' : 'MISSING',
        `${room.files}`,
        `${room.lines}`,
        `${room.importers}`,
      ]),
    ),
  ].join('\n\n');
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
