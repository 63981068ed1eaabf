/** An import between two files of the project, as paths from the root. */
export type Import = { from: string; to: string };

export type Room = {
  path: string;
  files: number;
  lines: number;
  hasDoor: boolean;
  /** Rooms, or files outside rooms, that import its door; tests do not count. */
  importers: number;
};

const roomOf = (path: string) =>
  path.match(/^((?:server\/src\/[^/]+|(?:engine|web|contract)\/src)\/[^/]+)\//)?.[1];
/** Faces are entered by main.ts and app.ts, testing/ by tests: they have no door to keep. */
const needsDoor = (room: string) => !/^server\/src\/(faces|testing)\//.test(room);
const isFaceInRoom = (path: string) => /\.(routes|jobs)\.ts$/.test(path);

type Sized = { path: string; lines: number; test: boolean };

export function listRooms(files: readonly Sized[], imports: readonly Import[]): Room[] {
  const rooms = new Map<string, Sized[]>();
  for (const file of files) {
    const room = roomOf(file.path);
    if (room !== undefined && needsDoor(room)) rooms.set(room, [...(rooms.get(room) ?? []), file]);
  }
  return [...rooms].sort().map(([path, inside]) => {
    const doors = [`${path}/index.ts`, `${path}/index.tsx`];
    const tests = new Set(files.filter(({ test }) => test).map((file) => file.path));
    const importers = imports
      .filter(({ from, to }) => doors.includes(to) && roomOf(from) !== path && !tests.has(from))
      .map(({ from }) => roomOf(from) ?? from);
    return {
      path,
      files: inside.length,
      lines: inside.reduce((total, { lines }) => total + lines, 0),
      hasDoor: inside.some((file) => doors.includes(file.path)),
      importers: new Set(importers).size,
    };
  });
}

/**
 * Circles between rooms, types included: each as the rooms in order, the first one repeated at the end.
 * Routes and jobs lie in a room but count as faces, so what they import does not count for the room.
 */
export function roomCircles(imports: readonly Import[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a === undefined || b === undefined || a === b || isFaceInRoom(from) || /\.test\.tsx?$/.test(from))
      continue;
    next.set(a, (next.get(a) ?? new Set()).add(b));
  }
  const circles = new Map<string, string[]>();
  const done = new Set<string>();
  const walk = (room: string, path: string[]): void => {
    const seen = path.indexOf(room);
    if (seen !== -1) {
      const circle = path.slice(seen);
      circles.set([...circle].sort().join(), [...circle, room]);
      return;
    }
    if (done.has(room)) return;
    for (const other of next.get(room) ?? []) walk(other, [...path, room]);
    done.add(room);
  };
  for (const room of next.keys()) walk(room, []);
  return [...circles.values()];
}

const floorNames = ['faces', 'flows', 'reading', 'work', 'facts', 'ground'] as const;

/** Size of every floor and package; routes and jobs count as faces. */
export function listFloors(
  files: readonly Sized[],
): { floor: string; files: number; lines: number; tests: number }[] {
  const floorOf = (path: string) => {
    if (isFaceInRoom(path)) return 'server/faces';
    const floor = path.match(/^server\/src\/([^/]+)\//)?.[1];
    if (floor !== undefined) return `server/${floor}`;
    return path.includes('/') ? path.split('/')[0] : '(root)';
  };
  const wanted = [
    'web',
    ...floorNames.map((name) => `server/${name}`),
    'engine',
    'contract',
    'bench',
    'scripts',
    'e2e',
  ];
  return wanted.map((floor) => {
    const inside = files.filter(({ path }) => floorOf(path) === floor);
    const lines = (chosen: Sized[]) => chosen.reduce((total, file) => total + file.lines, 0);
    return {
      floor,
      files: inside.length,
      lines: lines(inside.filter(({ test }) => !test)),
      tests: lines(inside.filter(({ test }) => test)),
    };
  });
}
