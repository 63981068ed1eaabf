import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { Button, PageState } from '../design/index.ts';
import { Forbidden } from './forbidden.tsx';
import { useReadFailure } from './use-read-failure.ts';

/** In place of what could not be read: says that nothing is lost, and tries again. */
export const ReadFailed = ({
  error,
  retry,
  level = 2,
}: {
  error: unknown;
  retry: () => void;
  level?: 1 | 2;
}) => {
  const { t } = useTranslation('errors');
  const { t: common } = useTranslation();
  const why = useReadFailure();
  const refusal = toRefusal(error);
  if (refusal.code === 'FORBIDDEN') return <Forbidden data={refusal.data} level={level} />;
  return (
    <PageState
      alert
      icon={refusal.code === 'OFFLINE' ? 'wire' : 'alert'}
      title={t('read.title')}
      level={level}
      actions={<Button onClick={retry}>{common('do.retry')}</Button>}
    >
      <p>{why(error)}</p>
    </PageState>
  );
};
