import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deadLinks, decisionFaults } from './documents.ts';
import { type Figures, longLimit, measure } from './figures.ts';
import { textFiles } from './files.ts';
import { readImports } from './imports.ts';
import { readSource } from './reading.ts';
import { listFloors, listRooms, type Room, roomCircles } from './rooms.ts';

export type Survey = {
  figures: Figures;
  rooms: Room[];
  floors: ReturnType<typeof listFloors>;
  circles: string[][];
  /** What `--check` fails on, one sentence each. */
  faults: string[];
};

const packages = ['contract', 'engine', 'server', 'web', 'bench', 'scripts', 'e2e'];
const longShareLimit = 0.015;

/** Reads the whole project under `root`. */
export async function survey(root: string): Promise<Survey> {
  const sources = (await textFiles(root, ['.ts', '.tsx', '.mjs', '.cjs'])).filter(
    ({ path }) => !path.endsWith('.d.ts'),
  );
  const documents = await textFiles(root, ['.md']);
  const readings = sources.map(readSource);
  const folders = packages.filter((name) => existsSync(join(root, name)));
  const { imports, circles: fileCircles } = await readImports(root, folders);
  const rooms = listRooms(readings, imports);
  const circles = [...fileCircles, ...roomCircles(imports)];
  const figures = measure(readings);
  const faults = [
    ...circles.map((circle) => `circle: ${circle.join(' → ')}`),
    ...readings.flatMap(({ path, any }) => any.map((line) => `any: ${path}:${line}`)),
    ...rooms.filter(({ hasDoor }) => !hasDoor).map(({ path }) => `no door: ${path} has no index.ts`),
    ...(figures.longShare > longShareLimit
      ? [`long files: ${figures.long.map(({ path }) => path).join(', ')} have more than ${longLimit} lines`]
      : []),
    ...readings.flatMap(({ path, impure }) => impure.map((told) => `engine is not pure: ${path}:${told}`)),
    ...readings.flatMap(({ path, undeclared }) =>
      undeclared.map(
        (told) => `throws what the contract does not declare (use errors.NAME()): ${path}:${told}`,
      ),
    ),
    ...decisionFaults(documents).map((fault) => `decision: ${fault}`),
    ...deadLinks(documents, (path) => existsSync(join(root, path))).map((link) => `dead link: ${link}`),
  ];
  return { figures, rooms, floors: listFloors(readings), circles, faults };
}
