import { useTranslation } from 'react-i18next';
import { PageState } from '../design/index.ts';

/** Somebody whose role has nothing here yet. */
export const NoRoom = () => {
  const { t } = useTranslation('shell');
  return (
    <PageState icon="people" title={t('noRoomTitle')} level={1}>
      <p>{t('noRoom')}</p>
    </PageState>
  );
};
