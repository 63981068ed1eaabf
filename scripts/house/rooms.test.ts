import { describe, expect, test } from 'vitest';
import { listFloors, listRooms, roomCircles } from './rooms.ts';

const file = (path: string, lines = 10) => ({ path, lines, test: path.includes('.test.') });
const work = 'server/src/work';

describe('rooms', () => {
  test('a room without index.ts has no door', () => {
    const rooms = listRooms([file(`${work}/warnings/queries.ts`), file('web/src/desk/index.tsx')], []);
    expect(rooms.map(({ path, hasDoor }) => [path, hasDoor])).toEqual([
      [`${work}/warnings`, false],
      ['web/src/desk', true],
    ]);
  });

  test('files directly on a floor, faces and testing are no rooms', () => {
    const files = ['server/src/flows/a.ts', 'server/src/faces/cli/main.ts', 'contract/src/index.ts'];
    expect(
      listRooms(
        files.map((path) => file(path)),
        [],
      ),
    ).toEqual([]);
  });

  test('counts each importing room once, and neither tests nor the room itself', () => {
    const door = `${work}/warnings/index.ts`;
    const files = [door, `${work}/cases/a.ts`, `${work}/cases/b.ts`, `${work}/cases/c.test.ts`];
    const from = (path: string) => ({ from: path, to: door });
    const imports = [
      ...files.slice(1).map(from),
      from(`${work}/warnings/x.ts`),
      from('server/src/flows/y.ts'),
    ];
    expect(
      listRooms(
        files.map((path) => file(path)),
        imports,
      ).find((room) => room.hasDoor)?.importers,
    ).toBe(2);
  });
});

describe('circles of rooms', () => {
  const room = (name: string, inside = 'a.ts') => `${work}/${name}/${inside}`;

  test('finds a circle that no single file closes', () => {
    const imports = [
      { from: room('a', '1.ts'), to: room('b', 'index.ts') },
      { from: room('b', '2.ts'), to: room('c', 'index.ts') },
      { from: room('c', '3.ts'), to: room('a', 'index.ts') },
    ];
    expect(roomCircles(imports)).toEqual([[`${work}/a`, `${work}/b`, `${work}/c`, `${work}/a`]]);
  });

  test('a room that two others share is no circle', () => {
    const imports = [
      { from: room('a'), to: room('b') },
      { from: room('a'), to: room('c') },
      { from: room('b'), to: room('d') },
      { from: room('c'), to: room('d') },
    ];
    expect(roomCircles(imports)).toEqual([]);
  });

  test('routes, jobs and tests close no circle', () => {
    const back = (inside: string) => [
      { from: room('a'), to: room('b') },
      { from: room('b', inside), to: room('a') },
    ];
    expect(roomCircles(back('b.routes.ts'))).toEqual([]);
    expect(roomCircles(back('b.jobs.ts'))).toEqual([]);
    expect(roomCircles(back('b.test.ts'))).toEqual([]);
    expect(roomCircles(back('b.ts'))).toHaveLength(1);
  });
});

test('routes and jobs count as faces in the sizes of the floors', () => {
  const floors = listFloors([
    file(`${work}/a/a.routes.ts`, 7),
    file(`${work}/a/a.ts`, 5),
    file(`${work}/a/a.test.ts`, 3),
  ]);
  expect(floors.find(({ floor }) => floor === 'server/faces')).toMatchObject({ files: 1, lines: 7 });
  expect(floors.find(({ floor }) => floor === 'server/work')).toMatchObject({ files: 2, lines: 5, tests: 3 });
});
