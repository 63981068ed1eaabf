import { useQuery } from '@tanstack/react-query';
import { api } from '../api/index.ts';

export type Place = { code: string; name: string };

const options = { staleTime: Number.POSITIVE_INFINITY } as const;
/** The places just below one; '' is the whole country. */
export const placesBelow = (parent: string) =>
  api.setup.places.queryOptions({ input: parent === '' ? {} : { parent }, ...options });

/** The same for a page; undefined asks nothing. */
export const usePlaces = (parent: string | undefined): readonly Place[] => {
  const wanted = parent !== undefined;
  // A code of two digits is already a province: without one there is nothing to list below.
  const { data } = useQuery({ ...placesBelow(parent ?? ''), enabled: wanted });
  return wanted ? (data ?? []) : [];
};

/** Counties whose name or code holds `q`, with the names of what lies above them. */
export const useFoundCounties = (q: string) =>
  useQuery({
    ...api.setup.places.queryOptions({ input: { q }, ...options }),
    enabled: q.length >= 2,
    select: (places) =>
      places.filter(({ code, name }) => code.length === 6 && (name.includes(q) || code.startsWith(q))),
  });
