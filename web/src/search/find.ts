import type { SearchKind } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client } from '../api/index.ts';
import { paths } from '../paths.ts';

export type Wanted = { value: string; kind?: SearchKind; reason?: string };

/** Sends the value in a body and goes to the page of its handle: it stands in no address, history or log. */
export const useFind = () => {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wanted: Wanted) => client.search.create(wanted),
    onSuccess: ({ handle }) => navigate({ to: paths.found, params: { handle } }),
  });
};
