import { useTranslation } from 'react-i18next';
import { Page } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { FactorPanel } from './factor-panel.tsx';
import { PreviousSignIn } from './previous-sign-in.tsx';
import { Sessions } from './sessions.tsx';

/** One's own sign-in: second factor, sessions, what happened before. */
export const AccountPage = () => {
  const { t } = useTranslation('account');
  const me = useMe();
  useTitle(t('title'));
  return (
    <Page roomy>
      <h1>{t('title')}</h1>
      <PreviousSignIn last={me.lastSignIn} />
      <FactorPanel />
      <Sessions />
    </Page>
  );
};
