import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../design/index.ts';
import { useMe } from '../session/index.ts';
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
    <Page roomy>
      <h1>{t('title')}</h1>
      <PreviousSignIn last={me.lastSignIn} />
      <FactorPanel />
      <Sessions />
    </Page>
  );
};
