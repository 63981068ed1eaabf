import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { RecoveryCodes, refreshMe, useMe } from '../session/index.ts';
import css from './account.module.css';
import { RemoveForm } from './remove-form.tsx';
import { RenewForm } from './renew-form.tsx';

const few = 3;

export const FactorPanel = () => {
  const { t } = useTranslation('account');
  const { t: session } = useTranslation('session');
  const language = useLanguage();
  const me = useMe();
  const [open, setOpen] = useState<'renew' | 'remove' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { enrolled, required, dueAt, recoveryCodesLeft: left } = me.secondFactor;
  const close = () => {
    setOpen(null);
    setCodes(null);
    void refreshMe();
  };
  return (
    <section className={css.panel} aria-labelledby="factor">
      <div className={css.head}>
        <h2 id="factor">{t('factor.title')}</h2>
        {enrolled ? (
          <ToneMark tone="done" label={t('factor.on')} />
        ) : (
          <ToneMark tone={required ? 'middle' : 'low'} label={t('factor.off')} />
        )}
      </div>
      <p className={css.about}>{enrolled ? t('factor.about', { count: left }) : t('factor.none')}</p>
      {enrolled && left <= few && <Notice kind="warn">{t('factor.few')}</Notice>}
      {dueAt !== null && (
        <Notice kind="info">{session('factor.due', { day: formatInstant(dueAt, language, 'day') })}</Notice>
      )}
      <div className={css.actions}>
        {enrolled ? (
          <>
            <Button onClick={() => setOpen('renew')}>{t('factor.renew')}</Button>
            <Button kind="quiet" onClick={() => setOpen('remove')}>
              {t('factor.remove')}
            </Button>
          </>
        ) : (
          <Link to={paths.secondFactor}>{t('factor.enrol')}</Link>
        )}
      </div>
      <Dialog
        open={open === 'renew' || codes !== null}
        title={t('factor.renew')}
        // New codes are shown once, and left by their own button: a slip must not lose them.
        onClose={codes === null ? close : () => undefined}
      >
        {codes === null ? (
          <RenewForm onDone={setCodes} />
        ) : (
          <RecoveryCodes codes={codes} owner={me.username} done={t('factor.saved')} onDone={close} />
        )}
      </Dialog>
      <Dialog open={open === 'remove'} title={t('factor.remove')} onClose={close}>
        <RemoveForm required={required} onDone={close} />
      </Dialog>
    </section>
  );
};
