import type { FileRow } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button, Icon, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './files.module.css';
import { sizeInWords } from './size.ts';

type Props = { file: FileRow; mayOpen: boolean; onShow: () => void };

export const FileEntry = ({ file, mayOpen, onShow }: Props) => {
  const { t } = useTranslation('files');
  const language = useLanguage();
  const ready = file.state === 'clean' || file.state === 'unscanned';
  const shows = file.preview === 'text' || (file.preview === 'image' && mayOpen);
  return (
    <li className={css.file}>
      <Icon name="file" />
      <div className={css.words}>
        <p className={css.name}>{file.name}</p>
        <p className={css.quiet}>
          {sizeInWords(file.bytes)} · {file.by.name} ·{' '}
          <time dateTime={file.at}>{formatInstant(file.at, language, 'moment', serverNow())}</time>
        </p>
        {file.state === 'waiting' && <ToneMark tone="middle" label={t('state.waiting')} />}
        {file.state === 'infected' && <ToneMark tone="urgent" label={t('state.infected')} />}
        {file.state === 'unscanned' && <p className={css.quiet}>{t('state.unscanned')}</p>}
      </div>
      {ready && shows && (
        <Button kind="quiet" icon="eye" onClick={onShow} aria-label={t('show', { name: file.name })}>
          {t('preview')}
        </Button>
      )}
      {ready && mayOpen && (
        <a
          className={css.download}
          href={`/api/v1/files/${file.id}/content`}
          aria-label={t('downloadName', { name: file.name })}
          download
        >
          {t('download')}
        </a>
      )}
    </li>
  );
};
