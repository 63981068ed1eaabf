import { useTranslation } from 'react-i18next';
import type { Room } from './rooms.ts';

/** The names of rooms, each in the words of its room; a blank of the same height until those have come. */
export const useRoomNames = (rooms: readonly Room[]) => {
  const { t, ready } = useTranslation(rooms.map(({ space }) => space));
  const nameOf = ({ space }: Room): string => (ready ? t('room', { ns: space }) : '\u00a0');
  return { ready, nameOf };
};
