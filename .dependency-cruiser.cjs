// The floors and rooms of the house as failing rules. Proved by scripts/house-rules.test.ts.

/** Server floors from the top down. A floor imports only floors that stand after it. */
const floors = ['faces', 'flows', 'reading', 'work', 'facts', 'ground'];

/**
 * Rooms of one floor, in the one order in which they may import each other: a room imports only rooms that stand
 * BEFORE it. A room that is not listed here fails.
 */
const order = {
  'server/src/ground': [
    'config',
    'postgres',
    'db',
    'backup',
    'refusal',
    'vault',
    'http',
    'telemetry',
    'clocks',
    'params',
    'disk',
    'audit',
    'installation',
    'passwords',
    'directory',
    'session',
    'setup',
    'live',
    'jobs',
    'copying',
    'notify',
    'approvals',
    'files',
  ],
  'server/src/facts': ['signals', 'transfers', 'cards', 'links'],
  'server/src/work': [
    'persons',
    'dissuasion',
    'warnings',
    'scripts',
    'loans',
    'shifts',
    'staff',
    'search',
    'views',
    'zeroing',
    'deciding',
    'retention',
    'incidents',
    'cases',
    'clues',
    'orders',
    'refunds',
    'restrictions',
    'campaigns',
    'visits',
    'filings',
    'supervision',
    'snapshots',
    'issued',
    'drill',
  ],
  'server/src/reading': [
    'operation',
    'lists',
    'people',
    'tasks',
    'metrics',
    'maps',
    'leagues',
    'board',
    'briefs',
  ],
  'engine/src': [
    'lifecycle',
    'classifying',
    'scoring',
    'linking',
    'tracing',
    'refunding',
    'deadlines',
    'drill',
  ],
  'contract/src': [
    'live',
    'signals',
    'links',
    'session',
    'setup',
    'directory',
    'factors',
    'service-keys',
    'clocks',
    'dissuasion',
    'warnings',
    'loans',
    'search',
    'vault',
    'retention',
    'audit',
    'notify',
    'operation',
    'files',
    'params',
    'approvals',
    'incidents',
    'scripts',
    'shifts',
    'staff',
    'lists',
    'people',
    'tasks',
    'zeroing',
    'board',
    'drill',
  ],
};

const tests = '\\.test\\.tsx?$|/testing(\\.ts$|/)|^e2e/';
/** Routes and jobs lie in their room but are faces. */
const facesInRooms = '\\.(routes|jobs)\\.ts$';
/** A room: a folder on a floor of the server, or a folder of another package. `$1` is everything up to its name. */
const anyRoom = '^((?:server/src/[^/]+|engine/src|web/src|contract/src)/[^/]+)/';
const behindADoor = `${anyRoom}(?!index\\.tsx?$|.*\\.css$).+`;
const anyOf = (names) => `(${names.join('|')})`;

const rule = (name, comment, from, to, severity = 'error') => ({ name, comment, severity, from, to });

const floorRules = floors
  .slice(1)
  .map((floor, index) =>
    rule(
      `floor-${floor}`,
      `${floor} imports only floors below it; a higher floor registers a handler instead.`,
      { path: `^server/src/${floor}/`, pathNot: [tests, facesInRooms] },
      { path: `^server/src/${anyOf(floors.slice(0, index + 1))}/` },
    ),
  );

const orderRules = Object.entries(order).flatMap(([place, rooms]) =>
  rooms
    .slice(0, -1)
    .map((room, index) =>
      rule(
        `order-${room}`,
        `${place}/${room} may import only rooms listed before it (order, top of .dependency-cruiser.cjs).`,
        { path: `^${place}/${room}(/|\\.ts$)`, pathNot: [tests, facesInRooms] },
        { path: `^${place}/${anyOf(rooms.slice(index + 1))}(/|\\.ts$)` },
      ),
    ),
);

const unlisted = Object.entries(order).map(([place, rooms]) => `^${place}/(?!${anyOf(rooms)}/)[^/]+/`);
const listedRules = [
  rule(
    'room-not-listed',
    'Give the room its place in `order`, top of .dependency-cruiser.cjs.',
    { path: unlisted.map((room) => `${room}index\\.ts$`) },
    {},
  ),
  rule(
    'room-not-listed',
    'Give the room its place in `order`, top of .dependency-cruiser.cjs.',
    {},
    { path: unlisted },
  ),
];

const doorRules = [
  rule(
    'door-between-rooms',
    'Rooms meet only through their index.ts.',
    { path: anyRoom, pathNot: tests },
    { path: behindADoor, pathNot: ['^$1/', facesInRooms] },
  ),
  rule(
    'door-from-outside-a-room',
    'Import a room through its index.ts.',
    { path: '^(server|engine|web|contract)/src/', pathNot: [anyRoom, tests] },
    { path: behindADoor, pathNot: facesInRooms },
  ),
  rule(
    'door-between-packages',
    'Even a test enters another package through a door.',
    { path: '^([^/]+)/' },
    { path: behindADoor, pathNot: ['^$1/', '/src/testing/'] },
  ),
  rule(
    'routes-and-jobs-are-faces',
    'Only faces import *.routes.ts and *.jobs.ts.',
    { pathNot: [tests, '^server/src/faces/'] },
    { path: facesInRooms },
  ),
  rule(
    'routes-and-jobs-stay-small',
    'Routes and jobs import their own room, ground, flows and the contract; more than that is a flow.',
    { path: '^(server/src/[^/]+/[^/]+)/.*\\.(routes|jobs)\\.ts$' },
    { path: '^(server|engine)/', pathNot: ['^$1/', '^server/src/ground/', '^server/src/flows/'] },
  ),
  rule(
    'testing-is-for-tests',
    'Only tests use testing/ and testing.ts.',
    { pathNot: tests },
    { path: '/testing(\\.ts$|/)' },
  ),
];

const packageRules = [
  rule(
    'web-knows-the-contract-only',
    'The web talks to the server by the contract.',
    { path: '^web/' },
    {
      path: '^(engine|server|bench|scripts|e2e)/',
    },
  ),
  rule(
    'product-knows-no-tools',
    'Packages import neither the benches nor the scripts.',
    { path: '^(contract|engine|server)/' },
    { path: '^(web|bench|scripts|e2e)/' },
  ),
  rule(
    'contract-stands-alone',
    'The contract imports zod and @orpc/contract, nothing else.',
    { path: '^contract/', pathNot: tests },
    { pathNot: ['^contract/src/', '(^|/)node_modules/(zod|@orpc/contract)/'] },
  ),
  rule(
    'engine-is-pure',
    'The engine imports nothing but itself: no I/O, no library that has any.',
    { path: '^engine/', pathNot: tests },
    { pathNot: ['^engine/src/', '^contract/src/'] },
  ),
  rule(
    'engine-takes-types-only',
    'The engine may take types of the contract, not values.',
    { path: '^engine/', pathNot: tests },
    { path: '^contract/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'product-without-dev-tools',
    'What the product needs is a dependency of its package, not a development tool.',
    { path: '^(contract|engine|server|web)/src/', pathNot: tests },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  rule('not-resolved', 'This import leads nowhere.', {}, { couldNotResolve: true }),
];

const circleRules = [
  rule(
    'no-circle',
    'Nothing imports itself in a circle.',
    {},
    {
      circular: true,
      viaOnly: { dependencyTypesNot: ['type-only'] },
    },
  ),
  rule(
    'circle-of-types',
    'A circle that only types close.',
    {},
    { circular: true, via: { dependencyTypes: ['type-only'] } },
    'warn',
  ),
];

module.exports = {
  forbidden: [...floorRules, ...orderRules, ...listedRules, ...doorRules, ...packageRules, ...circleRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist(\\.|/)|\\.grit$' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
