import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './lists.module.css';

export type ChosenCell = { title: string; value: string; mayFilter: boolean };
type Props = {
  cell: ChosenCell | undefined;
  /** Whether cells can be chosen at all. */
  hint: boolean;
  count: string;
  asOf: string | undefined;
  stale: boolean;
  busy: boolean;
  onOnly: () => void;
  onOpen: () => void;
  onRefresh: () => void;
};

/** Below the table: what can be done with the chosen cell, how many there are, and since when that is so. */
export const Foot = ({ cell, hint, count, asOf, stale, busy, onOnly, onOpen, onRefresh }: Props) => {
  const { t } = useTranslation('lists');
  const language = useLanguage();
  return (
    <div className={css.foot}>
      <div className={css.grow}>
        {cell === undefined ? (
          hint && <span className={css.quiet}>{t('cell.hint')}</span>
        ) : (
          <div className={css.chosen}>
            <span className={css.value}>{t('cell.of', { column: cell.title, value: cell.value })}</span>
            {cell.mayFilter && (
              <Button kind="quiet" icon="filter" hotkey="F" onClick={onOnly}>
                {t('cell.only')}
              </Button>
            )}
            <CopyCell value={cell.value} />
            <Button kind="quiet" icon="right" onClick={onOpen}>
              {t('cell.open')}
            </Button>
          </div>
        )}
      </div>
      <span>{count}</span>
      <span className={css.quiet}>
        {stale ? t('news') : asOf && t('asOf', { at: formatInstant(asOf, language, 'second', serverNow()) })}
      </span>
      <Button kind={stale ? 'primary' : 'quiet'} busy={busy} onClick={onRefresh}>
        {t('refresh')}
      </Button>
    </div>
  );
};

const CopyCell = ({ value }: { value: string }) => {
  const { t } = useTranslation('lists');
  const [copied, setCopied] = useState<string>();
  if (!('clipboard' in navigator)) return null;
  return (
    <Button
      kind="quiet"
      icon={copied === value ? 'check' : 'copy'}
      hotkey="C"
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(value))}
    >
      {t(copied === value ? 'cell.copied' : 'cell.copy')}
    </Button>
  );
};
