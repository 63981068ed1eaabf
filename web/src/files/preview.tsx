import type { FileRow } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Notice, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import css from './files.module.css';

/** A picture as a picture, a text as text; nothing of a file is ever run or laid out as a page. */
export const Preview = ({ file }: { file: FileRow }) =>
  file.preview === 'image' ? <Picture file={file} /> : <TextLines file={file} />;

const Picture = ({ file }: { file: FileRow }) => {
  const { t } = useTranslation('files');
  const [broken, setBroken] = useState(false);
  if (broken) return <Notice kind="error">{t('pictureFailed')}</Notice>;
  return (
    <img
      className={css.picture}
      src={`/api/v1/files/${file.id}/image`}
      alt={file.name}
      onError={() => setBroken(true)}
    />
  );
};

const TextLines = ({ file }: { file: FileRow }) => {
  const { t } = useTranslation('files');
  const { t: common } = useTranslation();
  const query = useQuery(api.files.text.queryOptions({ input: { id: file.id }, gcTime: 0 }));
  if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      <p className={css.quiet}>{t('masked')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={css.text} tabIndex={0}>
        {query.data.lines.join('\n')}
      </pre>
      {query.data.more && <p className={css.quiet}>{t('textMore')}</p>}
    </>
  );
};
