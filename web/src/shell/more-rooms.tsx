import { Link, useMatchRoute } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../design/index.ts';
import css from './rail.module.css';
import type { Room } from './rooms.ts';

const id = 'more-rooms';

type Props = { rooms: readonly Room[]; nameOf: (room: Room) => string };

/** The rooms that are opened less often: a native popover, closed by Esc and by a click elsewhere. */
export const MoreRooms = ({ rooms, nameOf }: Props) => {
  const { t } = useTranslation('shell');
  const menu = useRef<HTMLUListElement>(null);
  const matches = useMatchRoute();
  const here = rooms.some(({ path }) => matches({ to: path, fuzzy: true }) !== false);
  return (
    <>
      <button
        type="button"
        className={here ? `${css.entry} ${css.active}` : css.entry}
        popoverTarget={id}
        aria-haspopup="true"
      >
        <span className={css.sign}>
          <Icon name="menu" />
        </span>
        {t('more')}
      </button>
      <ul ref={menu} id={id} popover="auto" className={css.more} aria-label={t('moreRooms')}>
        {rooms.map((room) => (
          <li key={room.path}>
            <Link
              to={room.path}
              className={css.item}
              activeProps={{ className: css.active ?? '', 'aria-current': 'page' }}
              onClick={() => menu.current?.hidePopover()}
            >
              <span className={css.sign}>
                <Icon name={room.icon} />
                {room.Count && <room.Count />}
              </span>
              {nameOf(room)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};
