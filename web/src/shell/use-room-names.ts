import { useTranslation } from 'react-i18next';
import type { Room } from './rooms.ts';

/** The names of rooms, each in the words of its room: none may be asked for before they are `ready`. */
export const useRoomNames = (rooms: readonly Room[]) => {
  const { t, ready } = useTranslation(rooms.map(({ space }) => space));
  const nameOf = ({ space }: Room): string => t('room', { ns: space });
  return { ready, nameOf };
};
