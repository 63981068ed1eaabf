import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { codeOf, toRefusal } from './refusal.ts';

let lost: () => void = () => undefined;
/** Called when any request answers that the session is over. */
export const onSessionLost = (tell: () => void): void => {
  lost = tell;
};
const watch = (error: unknown) => {
  if (codeOf(error) === 'UNAUTHORIZED') lost();
};

/** Worth one more try: nothing answered, or the server itself failed. Refusals are final. */
const mayPass = (error: unknown) => {
  const { status } = toRefusal(error);
  return status === 0 || status >= 500;
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      retry: (times, error) => times < 1 && mayPass(error),
      retryDelay: 400,
    },
    // An act is tried once: the person hears at once whether it was kept.
    mutations: { networkMode: 'always', retry: false },
  },
});
