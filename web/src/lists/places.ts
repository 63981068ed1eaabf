import { useQuery } from '@tanstack/react-query';
import { api } from '../api/index.ts';
import { useMe } from '../session/index.ts';

const rarely = { staleTime: 5 * 60_000 } as const;

/** Units and towns of the county, by name; empty for roles that may not read the directory. */
export const useUnits = () => {
  const may = useMe().acts.includes('directory.read');
  return useQuery({ ...api.directory.units.queryOptions({ input: {}, ...rarely }), enabled: may }).data ?? [];
};
export const useTowns = () => {
  const me = useMe();
  const may = me.acts.includes('directory.read');
  const input = { parent: me.installation.county.code };
  return useQuery({ ...api.directory.places.queryOptions({ input, ...rarely }), enabled: may }).data ?? [];
};
