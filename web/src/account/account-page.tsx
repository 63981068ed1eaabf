import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/index.ts';
import css from './account.module.css';
import { FactorPanel } from './factor-panel.tsx';
import { PreviousSignIn } from './previous-sign-in.tsx';
import { Sessions } from './sessions.tsx';

/** One's own sign-in: second factor, sessions, what happened before. */
export const AccountPage = () => {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation();
  const me = useMe();
  useEffect(() => {
    document.title = `${t('title')} · ${common('product')}`;
  }, [t, common]);
  return (
    <div className={css.page}>
      <h1>{t('title')}</h1>
      <PreviousSignIn last={me.lastSignIn} />
      <FactorPanel />
      <Sessions />
    </div>
  );
};
