import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IResolveOptions } from 'dependency-cruiser';
import type { Import } from './rooms.ts';

type Config = { options: ICruiseOptions & { enhancedResolveOptions: Partial<IResolveOptions> } };

/** Every import between files of the project, and the circles of files that dependency-cruiser found. */
export async function readImports(
  root: string,
  folders: string[],
): Promise<{ imports: Import[]; circles: string[][] }> {
  const config: Config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const { enhancedResolveOptions, tsConfig: _, ...options } = config.options;
  const { output } = await cruise(folders, { ...options, baseDir: root }, enhancedResolveOptions);
  const { modules } = output as ICruiseResult;
  const own = modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
  const imports = own.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  );
  const circles = new Map<string, string[]>();
  for (const { source, dependencies } of own) {
    for (const { circular, cycle } of dependencies) {
      const members = cycle?.map(({ name }) => name) ?? [];
      const typesOnly = cycle?.some(({ dependencyTypes }) => dependencyTypes.includes('type-only')) ?? false;
      if (circular && !typesOnly) circles.set([...members].sort().join(), [source, ...members]);
    }
  }
  return { imports, circles: [...circles.values()] };
}
