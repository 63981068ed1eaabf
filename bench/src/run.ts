// `npm run bench [-- NAME…]`: runs benches, prints one JSON line each and keeps the figures in docs/measurements.md.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeMachine } from './run/machine.ts';
import { type Figures, recordMeasurement } from './run/measurements.ts';

const here = import.meta.dirname;
const document = join(here, '../../docs/measurements.md');

const known = (await readdir(here))
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts' && !name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are: ${known.join(', ') || 'none yet'}`);
  process.exit(1);
}

for (const name of asked.length > 0 ? asked : known) {
  try {
    await measure(name);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}

// What a bench that failed half-way left open must not keep whoever waits for it.
process.exit();

async function measure(name: string): Promise<void> {
  const bench = (await import(pathToFileURL(join(here, `${name}.ts`)).href)) as { run(): Promise<Figures> };
  const started = performance.now();
  const figures = await bench.run();
  const machine = describeMachine();
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(JSON.stringify({ bench: name, at: new Date().toISOString(), seconds, machine, figures }));
  const before = await readFile(document, 'utf8').catch(() => null);
  const circumstances = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    command: `npm run bench -- ${name}`,
  };
  await mkdir(dirname(document), { recursive: true });
  await writeFile(document, recordMeasurement(before, name, figures, circumstances));
}
