import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import { Button, NativeSelect, Notice, Options, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { addDays, dayOf, mondayOf } from './days.ts';
import { PlanForm } from './plan-form.tsx';
import { PostForm } from './post-form.tsx';
import { postsQuery, refreshShifts } from './queries.ts';
import css from './shifts.module.css';
import { useRefusal } from './use-refusal.ts';
import { Week } from './week.tsx';

/** A week of a desk: who, when, in which role; gaps and clashes; planning for who may. */
export const RosterTab = ({ post: asked, week }: { post: string | undefined; week: string | undefined }) => {
  const { t } = useTranslation('shifts');
  const { acts } = useMe();
  const plans = acts.includes('shifts.plan');
  const posts = useQuery(postsQuery);
  const [dialog, setDialog] = useState<'plan' | 'post' | null>(null);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const from = mondayOf(week ?? dayOf(serverNow()));
  const post = posts.data?.find(({ id }) => id === asked) ?? posts.data?.[0];
  const roster = useQuery({
    ...api.shifts.roster.queryOptions({ input: { post: post?.id ?? '', from } }),
    enabled: post !== undefined,
  });
  const copy = useMutation({
    mutationFn: () => client.shifts.copyWeek({ post: post?.id ?? '', from: addDays(from, -7), to: from }),
    onSettled: () => refreshShifts(queryClient),
  });
  if (posts.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (posts.data === undefined) return <ReadFailed error={posts.error} retry={() => void posts.refetch()} />;
  const newPost = plans && (
    <Button icon="plus" onClick={() => setDialog('post')}>
      {t('post.new')}
    </Button>
  );
  const dialogs = (
    <Dialog
      open={dialog !== null}
      title={t(dialog === 'post' ? 'post.new' : 'plan.new')}
      onClose={() => setDialog(null)}
    >
      {dialog === 'post' && <PostForm onDone={() => setDialog(null)} />}
      {dialog === 'plan' && post && <PlanForm post={post} from={from} onDone={() => setDialog(null)} />}
    </Dialog>
  );
  if (post === undefined)
    return (
      <>
        <PageState icon="clock" title={t('post.none')} actions={newPost}>
          <p>{t(plans ? 'post.noneWhy' : 'post.noneAsk')}</p>
        </PageState>
        {dialogs}
      </>
    );
  const error = refusal(copy.error);
  const go = (to: string) =>
    ({ to: paths.shifts, search: { tab: 'roster', post: post.id, week: to } }) as const;
  return (
    <section className={css.part} aria-label={t('tabs.roster')}>
      <div className={css.tools}>
        <NativeSelect
          aria-label={t('post.choose')}
          value={post.id}
          onChange={({ target }) =>
            void navigate({ to: paths.shifts, search: { tab: 'roster', post: target.value, week: from } })
          }
        >
          <Options
            of={posts.data}
            value={({ id }) => id}
            name={({ name, unit }) => `${unit.name} · ${name}`}
          />
        </NativeSelect>
        <nav className={css.weeks} aria-label={t('week.label')}>
          <Link {...go(addDays(from, -7))}>{t('week.before')}</Link>
          <Link {...go(mondayOf(dayOf(serverNow())))}>{t('week.this')}</Link>
          <Link {...go(addDays(from, 7))}>{t('week.after')}</Link>
        </nav>
        {plans && (
          <div className={css.acts}>
            <Button kind="primary" icon="plus" onClick={() => setDialog('plan')}>
              {t('plan.new')}
            </Button>
            <Button icon="copy" busy={copy.isPending} onClick={() => copy.mutate()}>
              {t('week.copy')}
            </Button>
            {newPost}
          </div>
        )}
      </div>
      {error && <Notice kind="error">{error}</Notice>}
      {copy.data && (
        <Notice kind="good">
          {t('week.copied', { made: copy.data.made, skipped: copy.data.skipped })}
          {copy.data.left.length > 0 && t('week.left', { names: copy.data.left.join('、') })}
        </Notice>
      )}
      {roster.isPending ? (
        <Skeleton lines={8} label={t('loading')} />
      ) : roster.data === undefined ? (
        <ReadFailed error={roster.error} retry={() => void roster.refetch()} />
      ) : (
        <Week roster={roster.data} />
      )}
      {dialogs}
    </section>
  );
};
