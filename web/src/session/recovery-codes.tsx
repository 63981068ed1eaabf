import { useTranslation } from 'react-i18next';
import { Button, CopyButton, Notice } from '../design/index.ts';
import css from './recovery-codes.module.css';

type Props = {
  codes: readonly string[];
  /** Whose they are: stands in the file and on the paper. */
  owner: string;
  done: string;
  onDone: () => void;
};

/** Shown once. Copied, saved or printed, then left by a button that says so. */
export const RecoveryCodes = ({ codes, owner, done, onDone }: Props) => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const text = () => [t('recovery.paper', { owner }), ...codes, ''].join('\r\n');
  const save = () => {
    const url = URL.createObjectURL(new Blob([text()], { type: 'text/plain;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: t('recovery.file') });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className={css.codes}>
      <Notice kind="warn">{t('recovery.once')}</Notice>
      <p className={css.owner}>{t('recovery.paper', { owner })}</p>
      <ol className={css.list} aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={css.tools}>
        <CopyButton text={text} label={common('do.copy')} done={common('do.copied')} />
        <Button kind="quiet" onClick={save}>
          {t('recovery.save')}
        </Button>
        <Button kind="quiet" onClick={() => print()}>
          {t('recovery.print')}
        </Button>
      </div>
      <div className={css.tools}>
        <Button kind="primary" large onClick={onDone}>
          {done}
        </Button>
      </div>
    </div>
  );
};
