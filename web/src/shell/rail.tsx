import { Link, useMatchRoute } from '@tanstack/react-router';
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

/** The place of an entry whose name has not come: a link without a name would say nothing to who cannot see the icon. */
const Unnamed = ({ path, icon }: Pick<Room, 'path' | 'icon'>) => {
  const here = useMatchRoute()({ to: path, fuzzy: true }) !== false;
  return (
    <span className={here ? `${css.entry} ${css.active}` : css.entry} aria-hidden="true">
      <span className={css.sign}>
        <Icon name={icon} />
      </span>
      {'\u00a0'}
    </span>
  );
};

/** What this role may open, with how much waits there; `whole` where there is room for all of it. */
export const Rail = ({ whole = false }: { whole?: boolean }) => {
  const { t } = useTranslation('shell');
  const own = roomsFor(useMe());
  const { ready, nameOf } = useRoomNames(own);
  const { first, more } = whole ? { first: own, more: [] } : onRail(own);
  return (
    <nav className={css.rail} aria-label={t('rooms')} aria-busy={!ready || undefined}>
      {first.map((room) =>
        ready ? (
          <Entry key={room.path} room={room} name={nameOf(room)} />
        ) : (
          <Unnamed key={room.path} path={room.path} icon={room.icon} />
        ),
      )}
      {more.length > 0 && <MoreRooms rooms={ready ? more : []} nameOf={nameOf} />}
    </nav>
  );
};
