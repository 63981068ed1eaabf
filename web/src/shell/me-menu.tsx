import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, Kbd, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { Preferences, signOut, useMe } from '../session/index.ts';
import css from './me-menu.module.css';

const id = 'me-menu';

/** A native popover: closes on Esc and on a click elsewhere, and gives the focus back. */
export const MeMenu = ({ onHelp }: { onHelp: () => void }) => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const me = useMe();
  const router = useRouter();
  const menu = useRef<HTMLElement>(null);
  const explain = useExplain();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => router.navigate({ to: paths.signIn, replace: true }),
  });
  const failed = explain(leave.error);
  return (
    <>
      <button type="button" className={css.me} popoverTarget={id}>
        <Icon name="person" />
        <span>{me.name}</span>
        <Icon name="down" />
      </button>
      <section ref={menu} id={id} popover="auto" className={css.menu} aria-label={t('me')}>
        <p className={css.who}>
          <strong>{me.name}</strong>
          <span>{me.unit.name}</span>
          <span>{me.roles.map((role) => common(`role.${role}`)).join(' · ')}</span>
        </p>
        <Preferences />
        <ul>
          <li>
            <button
              type="button"
              className={css.item}
              onClick={() => {
                menu.current?.hidePopover();
                onHelp();
              }}
            >
              <Icon name="keyboard" /> {t('keys.open')} <Kbd silent>?</Kbd>
            </button>
          </li>
          <li>
            <Link to={paths.account} className={css.item} onClick={() => menu.current?.hidePopover()}>
              <Icon name="person" /> {t('account')}
            </Link>
          </li>
          <li>
            <Link to={paths.password} className={css.item}>
              <Icon name="key" /> {t('changePassword')}
            </Link>
          </li>
          <li>
            <button
              type="button"
              className={css.item}
              aria-busy={leave.isPending}
              onClick={() => leave.isPending || leave.mutate()}
            >
              <Icon name="leave" /> {t('signOut')}
            </button>
          </li>
        </ul>
        {failed !== null && (
          <div className={css.failed}>
            <Notice kind="error">
              {t('stillIn')}
              {failed}
            </Notice>
          </div>
        )}
      </section>
    </>
  );
};
