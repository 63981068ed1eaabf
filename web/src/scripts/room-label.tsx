import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('scripts').t('room');
