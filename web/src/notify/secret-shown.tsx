import { useTranslation } from 'react-i18next';
import { CopyButton, Notice } from '../design/index.ts';
import css from './notify.module.css';

export const SecretShown = ({ secret }: { secret: string }) => {
  const { t } = useTranslation('notify');
  const { t: common } = useTranslation();
  return (
    <div className={css.part}>
      <Notice kind="warn">{t('webhooks.secretOnce')}</Notice>
      <p className={css.secret}>
        <code>{secret}</code>
        <CopyButton text={() => secret} label={common('do.copy')} done={common('do.copied')} />
      </p>
    </div>
  );
};
