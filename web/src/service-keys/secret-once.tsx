import { useTranslation } from 'react-i18next';
import { Button, CopyButton, Notice } from '../design/index.ts';
import css from './service-keys.module.css';

export const SecretOnce = ({ secret, onDone }: { secret: string; onDone: () => void }) => {
  const { t } = useTranslation('service-keys');
  const { t: common } = useTranslation();
  return (
    <div className={css.stack}>
      <Notice kind="warn">{t('secret.once')}</Notice>
      <code className={css.secret}>{secret}</code>
      <div className={css.tools}>
        <CopyButton text={() => secret} label={common('do.copy')} done={common('do.copied')} />
        <Button kind="primary" onClick={onDone}>
          {t('secret.done')}
        </Button>
      </div>
    </div>
  );
};
