import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('board').t('room');
