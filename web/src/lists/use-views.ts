import {
  type Arrangement,
  type BuiltInView,
  builtInViewCodes,
  type SavedView,
  type ViewsAnswer,
} from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';
import { viewsQuery } from './queries.ts';
import { type ListSearch, ofBuiltIn, ofSaved } from './search.ts';

/** A tab: a built-in view or a saved one. */
export type Tab = { ref: string; name: string; search: ListSearch; saved?: SavedView };
type Move = Partial<Pick<Arrangement, 'order' | 'first'>>;
type Content = Omit<SavedView, 'id' | 'version' | 'owner' | 'mine'>;

const arranging = ['arrange views'];
const plain: Arrangement = { order: [...builtInViewCodes], first: 'all', version: 0 };

/** The tabs in somebody's order, and what can be done with them. */
export const useViews = () => {
  const { t } = useTranslation('lists');
  const explain = useExplain();
  const queryClient = useQueryClient();
  const { data } = useQuery(viewsQuery);
  const [removed, setRemoved] = useState<SavedView>();
  const { views, arrangement }: ViewsAnswer = data ?? { views: [], arrangement: plain };
  const tabs = arrangement.order.flatMap((ref): Tab[] => {
    const builtIn = builtInViewCodes.find((one): one is BuiltInView => one === ref);
    if (builtIn !== undefined) return [{ ref, name: t(`builtIn.${builtIn}`), search: ofBuiltIn(builtIn) }];
    const saved = views.find(({ id }) => id === ref);
    return saved === undefined ? [] : [{ ref, name: saved.name, search: ofSaved(saved), saved }];
  });
  const reread = () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const create = useMutation({
    mutationFn: (content: Content) => client.views.create(content),
    onSettled: reread,
  });
  const changing = {
    mutationFn: ({ id, version, owner: _, mine: __, ...content }: SavedView) =>
      client.views.change({ id, version, ...content }),
    onSettled: reread,
  };
  const change = useMutation(changing);
  const rename = useMutation(changing);
  const remove = useMutation({
    mutationFn: ({ id, version }: SavedView) => client.views.remove({ id, version }),
    onSuccess: setRemoved,
    onSettled: reread,
  });
  const restore = useMutation({
    mutationFn: ({ id, version }: SavedView) => client.views.restore({ id, version }),
    onSuccess: () => setRemoved(undefined),
    onSettled: reread,
  });
  const knownViews = () => queryClient.getQueryData(viewsQuery.queryKey);
  const keepArranged = (next: Partial<Arrangement>) =>
    queryClient.setQueryData(viewsQuery.queryKey, (before) =>
      before === undefined ? before : { ...before, arrangement: { ...before.arrangement, ...next } },
    );
  const arrange = useMutation({
    mutationKey: arranging,
    scope: { id: 'arrange views' },
    mutationFn: (next: Move) => client.views.arrange({ ...(knownViews()?.arrangement ?? plain), ...next }),
    // The tabs stand where they were put before the server has answered, and no answer asked for earlier moves them back.
    onMutate: async (next) => {
      await queryClient.cancelQueries({ queryKey: viewsQuery.queryKey });
      keepArranged(next);
    },
    // What else was moved meanwhile waits with its own order; it rests on this version.
    onSuccess: ({ version }) => keepArranged({ version }),
    onSettled: () => (queryClient.isMutating({ mutationKey: arranging }) > 1 ? undefined : reread()),
  });
  return {
    ready: data !== undefined,
    tabs,
    first: arrangement.first as string,
    create,
    change,
    rename,
    remove,
    restore,
    arrange,
    removed,
    forgetRemoved: () => setRemoved(undefined),
    /** Why one of these acts was refused, in one sentence. */
    why: ({ error }: { error: unknown }) =>
      explain(error, {
        CHANGED: t(error === arrange.error ? 'view.refused.ARRANGED' : 'view.refused.CHANGED'),
        TOO_MANY_VIEWS: t('view.refused.TOO_MANY_VIEWS'),
      }),
  };
};
export type Views = ReturnType<typeof useViews>;
