import type { WarningDetail } from '@lanzha/contract';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../../api/index.ts';
import { Button, CopyButton } from '../../design/index.ts';
import css from './reveal.module.css';

type Props = {
  field: WarningDetail['revealable'][number];
  value: string | null;
  /** Milliseconds since the epoch, on the server's clock. */
  until: number;
  onHide: () => void;
};

export const RevealedValue = ({ field, value, until, onHide }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const left = Math.ceil((until - useServerSecond()) / 1000);
  useEffect(() => {
    if (left <= 0) onHide();
  }, [left, onHide]);
  if (value === null) return <span role="status">{t('reveal.nothing')}</span>;
  return (
    <span className={css.plain}>
      <strong role="status">{value}</strong>
      <span className={css.tools}>
        {field === 'phone' && (
          <a href={`tel:${value.replace(/[^+\d]/g, '')}`} className={css.call}>
            {t('reveal.call')}
          </a>
        )}
        <CopyButton text={() => value} label={common('do.copy')} done={common('do.copied')} />
        <Button
          kind="quiet"
          icon="eyeOff"
          aria-label={t('reveal.hide')}
          title={t('reveal.hide')}
          onClick={onHide}
        />
      </span>
      <span className={css.left}>{t('reveal.hides', { seconds: Math.max(left, 0) })}</span>
    </span>
  );
};
