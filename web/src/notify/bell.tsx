import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import { useKeys } from '../keys/index.ts';
import { Sheet } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { NoticeList } from './notice-list.tsx';
import css from './notify.module.css';
import { unreadQuery } from './queries.ts';
import { useNoticeNews } from './use-notice-news.ts';

const most = 99;

/** In the top bar: how many notices are unread; opens the newest of them beside the work. */
export const Bell = () => {
  const { t } = useTranslation('notify');
  const [open, setOpen] = useState(false);
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  useNoticeNews();
  useKeys((key) => {
    if (key !== 'b') return false;
    setOpen(true);
    return true;
  });
  return (
    <span className={css.bell}>
      <Button
        kind="quiet"
        icon="bell"
        aria-label={t('bell', { count: unread })}
        title={t('bell', { count: unread })}
        aria-haspopup="dialog"
        aria-keyshortcuts="B"
        onClick={() => setOpen(true)}
      />
      {unread > 0 && (
        <span className={css.count} aria-hidden="true">
          {unread > most ? `${most}+` : unread}
        </span>
      )}
      <Sheet open={open} title={t('title')} onClose={() => setOpen(false)}>
        <NoticeList unreadOnly={false} onFollow={() => setOpen(false)} />
        <p className={css.all}>
          <Link to={paths.notify} search={{}} onClick={() => setOpen(false)}>
            {t('openPage')}
          </Link>
        </p>
      </Sheet>
    </span>
  );
};
