import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { installationQuery } from '../api/index.ts';
import { Button } from '../design/index.ts';
import { paths } from '../paths.ts';
import type { Draft } from './draft.ts';
import css from './setup.module.css';

export const Done = ({ draft }: { draft: Draft }) => {
  const { t } = useTranslation('setup');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const go = async () => {
    await queryClient.fetchQuery({ ...installationQuery, staleTime: 0 });
    await navigate({ to: paths.signIn, replace: true });
  };
  return (
    <>
      <p>{t('done.body', { center: draft.centerName.trim() })}</p>
      <ol className={css.next}>
        <li>{t('done.first', { officer: draft.officerName.trim() })}</li>
        <li>{t('done.second', { admin: draft.adminName.trim(), security: draft.securityName.trim() })}</li>
        <li>{t('done.third')}</li>
      </ol>
      <div>
        <Button kind="primary" large autoFocus onClick={() => void go()}>
          {t('done.go')}
        </Button>
      </div>
    </>
  );
};
