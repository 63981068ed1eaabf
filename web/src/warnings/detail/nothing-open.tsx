import { useTranslation } from 'react-i18next';
import { PageState } from '../../design/index.ts';

export const NothingOpen = () => {
  const { t } = useTranslation('warnings');
  return (
    <PageState title={t('empty.pick')}>
      <p>{t('empty.pickWhy')}</p>
    </PageState>
  );
};
