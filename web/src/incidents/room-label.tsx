import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('incidents').t('room');
