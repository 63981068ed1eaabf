import type { ServiceKeyEntry } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, CopyButton, Notice } from '../design/index.ts';
import css from './service-keys.module.css';

type Props = { made: ServiceKeyEntry & { secret: string }; onDone: () => void };

export const SecretOnce = ({ made, onDone }: Props) => {
  const { secret, unit, source } = made;
  const { t } = useTranslation('service-keys');
  const { t: common } = useTranslation();
  return (
    <div className={css.stack}>
      <Notice kind="warn">{t('secret.once')}</Notice>
      <p>{t('secret.of', { unit: unit.name, source })}</p>
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
