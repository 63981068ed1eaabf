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
type Content = Omit<SavedView, 'id' | 'version' | 'owner' | 'mine'>;

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
  const change = useMutation({
    mutationFn: ({ id, version, owner: _, mine: __, ...content }: SavedView) =>
      client.views.change({ id, version, ...content }),
    onSettled: reread,
  });
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
  const arrange = useMutation({
    mutationFn: (next: Partial<Pick<Arrangement, 'order' | 'first'>>) =>
      client.views.arrange({ ...arrangement, ...next }),
    // The tabs stand where they were put before the server has answered.
    onMutate: (next) =>
      queryClient.setQueryData(viewsQuery.queryKey, (before) =>
        before === undefined ? before : { ...before, arrangement: { ...before.arrangement, ...next } },
      ),
    onSettled: reread,
  });
  const failed = [create, change, remove, restore, arrange].find(({ isError }) => isError)?.error ?? null;
  return {
    ready: data !== undefined,
    tabs,
    first: arrangement.first as string,
    create,
    change,
    remove,
    restore,
    arrange,
    removed,
    forgetRemoved: () => setRemoved(undefined),
    refused: explain(failed, {
      CHANGED: t('view.refused.CHANGED'),
      TOO_MANY_VIEWS: t('view.refused.TOO_MANY_VIEWS'),
    }),
  };
};
export type Views = ReturnType<typeof useViews>;
