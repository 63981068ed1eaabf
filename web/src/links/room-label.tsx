import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('links').t('room');
