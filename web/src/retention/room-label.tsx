import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('retention').t('room');
