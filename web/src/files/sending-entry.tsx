import { useTranslation } from 'react-i18next';
import { Button, Icon } from '../design/index.ts';
import css from './files.module.css';
import { sizeInWords } from './size.ts';
import type { Sending } from './use-sending.ts';

const known = [
  'EMPTY',
  'TOO_LARGE',
  'TYPE_NOT_ALLOWED',
  'TYPE_MISMATCH',
  'BROKEN',
  'PACKED_TOO_DENSE',
  'ENCRYPTED',
  'MACROS',
  'IMAGE_TOO_LARGE',
  'INFECTED',
  'TOO_MANY_UPLOADS',
  'TOO_SLOW',
  'CUT_OFF',
  'DISK_FULL',
  'OFFLINE',
  'FORBIDDEN',
  'NOT_FOUND',
  'UNAUTHORIZED',
] as const;
/** Trying the same file again may end otherwise. */
const mayPass: readonly string[] = [
  'TOO_MANY_UPLOADS',
  'TOO_SLOW',
  'CUT_OFF',
  'DISK_FULL',
  'OFFLINE',
  'OTHER',
];

type Props = { sending: Sending; onStop: () => void; onAgain: () => void };

export const SendingEntry = ({ sending: { file, part, failed }, onStop, onAgain }: Props) => {
  const { t } = useTranslation('files');
  const sentence = () => {
    const code = known.find((one) => one === failed);
    return code === undefined ? t('failed.OTHER') : t(`failed.${code}`);
  };
  return (
    <li className={css.file}>
      <Icon name={failed === null ? 'file' : 'alert'} />
      <div className={css.words}>
        <p className={css.name}>{file.name}</p>
        {failed === null ? (
          <progress
            className={css.progress}
            max={1}
            value={part}
            aria-label={t('sendingName', { name: file.name })}
          />
        ) : (
          <p className={css.failed} role="alert">
            {sentence()}
          </p>
        )}
        <p className={css.quiet}>{sizeInWords(file.size)}</p>
      </div>
      {failed !== null && mayPass.includes(failed) && <Button onClick={onAgain}>{t('again')}</Button>}
      <Button kind="quiet" icon="close" aria-label={t('stop', { name: file.name })} onClick={onStop} />
    </li>
  );
};
