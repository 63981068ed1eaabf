import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import css from './rail.module.css';
import { type Room, roomsFor } from './rooms.ts';

const Entry = ({ room: { path, icon, Label, Count } }: { room: Room }) => (
  <Link to={path} className={css.entry} activeProps={{ className: css.active ?? '', 'aria-current': 'page' }}>
    <span className={css.sign}>
      <Icon name={icon} />
      {Count && <Count />}
    </span>
    <Label />
  </Link>
);

/** What this role may open, with how much waits there. */
export const Rail = () => {
  const { t } = useTranslation('shell');
  const me = useMe();
  return (
    <nav className={css.rail} aria-label={t('rooms')}>
      {roomsFor(me).map((room) => (
        <Entry key={room.path} room={room} />
      ))}
    </nav>
  );
};
