import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import { MoreRooms } from './more-rooms.tsx';
import { onRail } from './on-rail.ts';
import css from './rail.module.css';
import { type Room, roomsFor } from './rooms.ts';
import { useRoomNames } from './use-room-names.ts';

type EntryProps = { room: Room; name: string };

const Entry = ({ room: { path, icon, Count }, name }: EntryProps) => (
  <Link to={path} className={css.entry} activeProps={{ className: css.active ?? '', 'aria-current': 'page' }}>
    <span className={css.sign}>
      <Icon name={icon} />
      {Count && <Count />}
    </span>
    {name}
  </Link>
);

/** What this role may open, with how much waits there; `whole` where there is room for all of it. */
export const Rail = ({ whole = false }: { whole?: boolean }) => {
  const { t } = useTranslation('shell');
  const own = roomsFor(useMe());
  const { ready, nameOf } = useRoomNames(own);
  const { first, more } = whole ? { first: own, more: [] } : onRail(own);
  return (
    <nav className={css.rail} aria-label={t('rooms')} aria-busy={!ready || undefined}>
      {first.map((room) => (
        <Entry key={room.path} room={room} name={nameOf(room)} />
      ))}
      {more.length > 0 && <MoreRooms rooms={more} nameOf={nameOf} />}
    </nav>
  );
};
