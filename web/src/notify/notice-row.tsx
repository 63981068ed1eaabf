import type { Notice } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button, Hidden, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './notify.module.css';
import { useNoticeWords } from './use-notice-words.ts';

type Props = { notice: Notice; onMark: (read: boolean) => void; onFollow: (() => void) | undefined };

/** A link is a page, perhaps with a tab. */
const target = (link: string) => {
  const [to = '/', query = ''] = link.split('?');
  return { to, search: Object.fromEntries(new URLSearchParams(query)) };
};

export const NoticeRow = ({ notice, onMark, onFollow }: Props) => {
  const { t } = useTranslation('notify');
  const language = useLanguage();
  const words = useNoticeWords()(notice);
  const unread = notice.readAt === null;
  const follow = () => {
    if (unread) onMark(true);
    onFollow?.();
  };
  return (
    <li className={css.notice} data-unread={unread || undefined}>
      <div className={css.words}>
        {notice.urgent && <ToneMark tone="urgent" label={t('urgent')} />}
        <p className={css.what}>
          {unread && <Hidden>{t('isUnread')}</Hidden>}
          {notice.link === null ? (
            words
          ) : (
            <Link {...target(notice.link)} onClick={follow}>
              {words}
            </Link>
          )}
        </p>
        <time className={css.when} dateTime={notice.at}>
          {formatInstant(notice.at, language, 'moment', serverNow())}
        </time>
      </div>
      <Button kind="quiet" onClick={() => onMark(unread)}>
        {t(unread ? 'markRead' : 'markUnread')}
      </Button>
    </li>
  );
};
