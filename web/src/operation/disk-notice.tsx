import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Notice } from '../design/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import css from './disk-notice.module.css';

const everyMs = 30_000;

/** Above every page while the disk is filling: everybody hears it, the administrator also where to look. */
export const DiskNotice = () => {
  const { t } = useTranslation('operation');
  const manages = useMe().acts.includes('operation.manage');
  const { data } = useQuery(api.operation.notice.queryOptions({ refetchInterval: everyMs }));
  const disk = data?.disk ?? 'ok';
  return (
    <div className={css.place}>
      {disk !== 'ok' && (
        <Notice
          kind={disk === 'full' ? 'error' : 'warn'}
          action={manages && <Link to={paths.operation}>{t('notice.look')}</Link>}
        >
          {t(`notice.${disk}`)} {t(manages ? `notice.${disk}Manage` : 'notice.tell')}
        </Notice>
      )}
    </div>
  );
};
