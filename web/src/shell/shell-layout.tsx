import { Outlet, useMatches, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onSessionLost, queryClient } from '../api/index.ts';
import { useMedia } from '../design/index.ts';
import { Tour, useTour } from '../drill/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { useKeys } from '../keys/index.ts';
import { openLive } from '../live/index.ts';
import { DiskNotice } from '../operation/index.ts';
import { AntdRoot } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { meQuery, useMe } from '../session/index.ts';
import { IdleWatch } from './idle-watch.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { LastSignIn } from './last-sign-in.tsx';
import { Rail } from './rail.tsx';
import { roomsFor } from './rooms.ts';
import { SearchBox } from './search-box.tsx';
import css from './shell.module.css';
import { TopBar } from './top-bar.tsx';

export const ShellLayout = () => {
  const { t } = useTranslation('shell');
  const me = useMe();
  const router = useRouter();
  const phone = useMedia('phone');
  const oneThing = useMatches({ select: (matches) => matches.at(-1)?.staticData.oneThing });
  const tour = useTour(roomsFor(me).map(({ path }) => path));
  const [help, setHelp] = useState(false);
  useEffect(() => {
    onSessionLost(() => {
      // Only who is signed in is forgotten: pages and drafts stay for the same person to come back to.
      const back = router.state.location.href;
      if (!back.startsWith(paths.signIn))
        void router.navigate({ to: paths.signIn, search: { back, expired: true } });
    });
    // A refused stream most often means that the session is over: asking who we are finds out.
    return openLive(() => void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined));
  }, [router]);
  useKeys((key) => {
    if (key !== '?' && key !== '\uff1f') return false;
    setHelp(true);
    return true;
  });
  return (
    <AntdRoot chineseWords={useLanguage() === 'zh-CN'}>
      <div className={css.shell} data-drill={me.installation.kind === 'drill' || undefined}>
        <a className={css.skip} href="#content">
          {t('skip')}
        </a>
        <TopBar tour={tour} onHelp={() => setHelp(true)} />
        <DiskNotice />
        {!phone && <Rail />}
        <main id="content" className={css.content} tabIndex={-1}>
          {phone && !oneThing && <SearchBox />}
          <Outlet />
        </main>
        {tour !== undefined && <Tour {...tour} />}
      </div>
      <LastSignIn />
      <IdleWatch />
      <KeyboardHelp open={help} onClose={() => setHelp(false)} />
    </AntdRoot>
  );
};
