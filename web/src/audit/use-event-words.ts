import { useTranslation } from 'react-i18next';
import type { words } from './words-zh.ts';

type Known = keyof typeof words.event;
type Room = keyof typeof words.eventRoom;

/** What happened, in words; the name of the event when nobody described it. A name without a dot is a whole room. */
export const useEventWords = () => {
  const { t, i18n } = useTranslation('audit');
  const has = (key: string) => i18n.exists(key, { ns: 'audit' });
  return (event: string): string => {
    const name = event.replaceAll(/[.-]/g, '_');
    if (has(`event.${name}`)) return t(`event.${name as Known}`);
    return has(`eventRoom.${name}`) ? t(`eventRoom.${name as Room}`) : event;
  };
};
