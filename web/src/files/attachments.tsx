import type { FileRow, FileSubject, LiveEvent } from '@lanzha/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { useLive } from '../live/index.ts';
import { Dialog } from '../overlays/index.ts';
import { FileEntry } from './file-entry.tsx';
import css from './files.module.css';
import { Preview } from './preview.tsx';
import { Sender } from './sender.tsx';

const keyOf = (subject: FileSubject) => api.files.list.queryKey({ input: subject });

/** What belongs to one thing: proofs, photos, records. Sent in by choosing, dropping, pasting or the camera. */
export const Attachments = ({ subject }: { subject: FileSubject }) => {
  const { t } = useTranslation('files');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const { kind, id } = subject;
  const options = api.files.list.queryOptions({
    input: subject,
    // What waits for the scanner is looked at again; everything else is still.
    refetchInterval: ({ state }) =>
      state.data?.items.some((file) => file.state === 'waiting') ? 15_000 : false,
  });
  const query = useQuery(options);
  const hear = useCallback(
    (event: LiveEvent) => {
      const concerns = event.type === 'reset' || (event.type === 'file.attached' && event.id === id);
      if (concerns) void queryClient.invalidateQueries({ queryKey: keyOf({ kind, id }) });
    },
    [kind, id, queryClient],
  );
  useLive(hear);
  const [shown, setShown] = useState<FileRow | null>(null);
  const content = () => {
    if (query.isPending) return <Skeleton lines={2} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const { items, maxBytes, mayAttach, mayOpen } = query.data;
    return (
      <>
        {items.length === 0 && <p className={css.quiet}>{t('none')}</p>}
        {items.length > 0 && (
          <ul className={css.list}>
            {items.map((file) => (
              <FileEntry key={file.id} file={file} mayOpen={mayOpen} onShow={() => setShown(file)} />
            ))}
          </ul>
        )}
        {!mayOpen && items.length > 0 && <p className={css.quiet}>{t('mayNotOpen')}</p>}
        {mayAttach && (
          <Sender
            subject={subject}
            maxBytes={maxBytes}
            onArrived={() => void queryClient.invalidateQueries({ queryKey: keyOf(subject) })}
          />
        )}
      </>
    );
  };
  return (
    <section className={css.files} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {content()}
      <Dialog open={shown !== null} title={shown?.name ?? ''} onClose={() => setShown(null)} wide>
        {shown !== null && <Preview file={shown} />}
      </Dialog>
    </section>
  );
};
