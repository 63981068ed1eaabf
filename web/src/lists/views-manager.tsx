import type { SavedView } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice } from '../design/index.ts';
import css from './lists.module.css';
import type { Views } from './use-views.ts';
import { ViewForm } from './view-form.tsx';

/** The order of the tabs, which one opens first, names, sharing, deleting. */
export const ViewsManager = ({ views, onDone }: { views: Views; onDone: () => void }) => {
  const { t } = useTranslation('lists');
  const [renaming, setRenaming] = useState<SavedView>();
  const { tabs, first, arrange, rename, remove, restore, why } = views;
  const order = tabs.map(({ ref }) => ref);
  const move = (ref: string, by: number) => {
    const at = order.indexOf(ref);
    const next = order.toSpliced(at, 1).toSpliced(at + by, 0, ref);
    arrange.mutate({ order: next });
  };
  const startRenaming = (view: SavedView) => {
    rename.reset();
    setRenaming(view);
  };
  // What was done last is what is spoken of.
  const refused = why([remove, restore, arrange].reduce((a, b) => (b.submittedAt > a.submittedAt ? b : a)));
  if (renaming !== undefined)
    return (
      <ViewForm
        kind="change"
        initial={{ name: renaming.name, shared: renaming.shared }}
        withHandle={false}
        pending={rename.isPending}
        error={why(rename)}
        onSave={(values) =>
          rename.mutate({ ...renaming, ...values }, { onSuccess: () => setRenaming(undefined) })
        }
        onCancel={() => setRenaming(undefined)}
      />
    );
  return (
    <div className={css.form}>
      {refused !== null && <Notice kind="error">{refused}</Notice>}
      <ul className={css.choose}>
        {tabs.map(({ ref, name, saved }, at) => (
          <li key={ref}>
            <span>
              {name} {saved?.shared && <span className={css.tag}>{t('shared')}</span>}
            </span>
            {ref === first ? (
              <span className={css.quiet}>{t('view.isFirst')}</span>
            ) : (
              <Button kind="quiet" onClick={() => arrange.mutate({ first: ref })}>
                {t('view.first')}
              </Button>
            )}
            {saved?.mine && (
              <>
                <Button kind="quiet" onClick={() => startRenaming(saved)}>
                  {t('view.rename')}
                </Button>
                <Button kind="quiet" onClick={() => remove.mutate(saved)}>
                  {t('view.remove')}
                </Button>
              </>
            )}
            <Button
              kind="quiet"
              icon="up"
              disabled={at === 0}
              aria-label={t('view.left', { name })}
              onClick={() => move(ref, -1)}
            />
            <Button
              kind="quiet"
              icon="down"
              disabled={at === tabs.length - 1}
              aria-label={t('view.right', { name })}
              onClick={() => move(ref, 1)}
            />
          </li>
        ))}
      </ul>
      <Removed views={views} />
      <div>
        <Button kind="primary" onClick={onDone}>
          {t('columns.done')}
        </Button>
      </div>
    </div>
  );
};

/** What was deleted can be had back at once. */
const Removed = ({ views: { removed, restore } }: { views: Views }) => {
  const { t } = useTranslation('lists');
  if (removed === undefined) return null;
  return (
    <Notice
      kind="info"
      action={
        <Button icon="undo" busy={restore.isPending} onClick={() => restore.mutate(removed)}>
          {t('view.undo')}
        </Button>
      }
    >
      {t('view.removed', { name: removed.name })}
    </Notice>
  );
};
