import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('service-keys').t('room');
