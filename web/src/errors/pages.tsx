import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/index.ts';
import { Button } from '../design/index.ts';
import { paths } from '../paths.ts';
import { Outside } from './outside.tsx';
import { useExplain } from './use-explain.ts';

export const NotFoundPage = () => {
  const { t } = useTranslation('errors');
  return (
    <Outside title={t('notFound.title')}>
      <p>{t('notFound.body')}</p>
      <p>
        <Link to={paths.home}>{t('notFound.home')}</Link>
      </p>
    </Outside>
  );
};

/** When the very first questions got no answer, and for what a page did not catch itself. */
export const FailedPage = ({ error, reset }: ErrorComponentProps) => {
  const { t } = useTranslation('errors');
  const { t: common } = useTranslation();
  const router = useRouter();
  const explain = useExplain();
  const offline = codeOf(error) === 'OFFLINE';
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Outside title={offline ? t('down.title') : t('read.title')}>
      <p role="alert">{offline ? t('down.body') : explain(error)}</p>
      {offline && <p>{t('down.advice')}</p>}
      <div>
        <Button kind="primary" large onClick={retry}>
          {common('do.retry')}
        </Button>
      </div>
    </Outside>
  );
};
