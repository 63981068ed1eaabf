import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { takeFreshSignIn, useMe } from '../session/index.ts';
import css from './last-sign-in.module.css';

const shownMs = 10_000;

/** Just after a sign-in: when and from where the one before was. Stays until closed when somebody failed in between. */
export const LastSignIn = () => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { lastSignIn } = useMe();
  const [open, setOpen] = useState(takeFreshSignIn);
  const worrying = (lastSignIn?.failures ?? 0) > 0;
  useEffect(() => {
    if (!open || worrying) return;
    const timer = setTimeout(() => setOpen(false), shownMs);
    return () => clearTimeout(timer);
  }, [open, worrying]);
  if (!open || lastSignIn === null) return null;
  const { at, address, failures } = lastSignIn;
  return (
    <div className={css.last}>
      <Notice
        kind={worrying ? 'warn' : 'info'}
        action={
          <Button kind="quiet" icon="close" aria-label={common('do.close')} onClick={() => setOpen(false)} />
        }
      >
        {t('last.was', { at: formatInstant(at, language, 'full'), address })}
        {worrying && ` ${t('last.failures', { count: failures })}`}
      </Notice>
    </div>
  );
};
