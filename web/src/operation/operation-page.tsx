import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, Tabs } from '../design/index.ts';
import { Forbidden } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { Jobs } from './jobs.tsx';
import { tabs } from './search.ts';
import { State } from './state.tsx';

const route = getRouteApi(`/shell${paths.operation}`);

/** How the system is, and what runs in it by itself. */
export const OperationPage = () => {
  const { t } = useTranslation('operation');
  const { tab = 'state' } = route.useSearch();
  const may = useMe().acts.includes('operation.manage');
  useTitle(t('room'));
  if (!may) return <Forbidden data={{ roles: ['system_admin'] }} />;
  return (
    <Page>
      <h1>{t('title')}</h1>
      <Tabs label={t('tabs.label')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to={paths.operation}
            search={one === 'state' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
        <Link to={paths.notify} search={{ tab: 'deliveries' }}>
          {t('tabs.deliveries')}
        </Link>
      </Tabs>
      {tab === 'jobs' ? <Jobs /> : <State />}
    </Page>
  );
};
