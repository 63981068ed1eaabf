import { useTranslation } from 'react-i18next';

export const RoomLabel = () => useTranslation('zeroing').t('room');
