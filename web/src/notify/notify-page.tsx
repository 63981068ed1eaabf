import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Choices, Page, Tabs } from '../design/index.ts';
import { Forbidden } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { Deliveries } from './deliveries.tsx';
import { NoticeList } from './notice-list.tsx';
import { managed, tabs } from './search.ts';
import { Settings } from './settings.tsx';
import { Webhooks } from './webhooks.tsx';

const route = getRouteApi(`/shell${paths.notify}`);

/** What I was told, how it reaches me; for the system administrator also what goes out of the house. */
export const NotifyPage = () => {
  const { t } = useTranslation('notify');
  const { tab = 'notices', unread = false } = route.useSearch();
  const navigate = route.useNavigate();
  const manages = useMe().acts.includes('notify.manage');
  useTitle(t('title'));
  const shown = tabs.filter((one) => manages || !managed.includes(one));
  const content = () => {
    if (!shown.includes(tab)) return <Forbidden data={{ roles: ['system_admin'] }} level={2} />;
    if (tab === 'settings') return <Settings />;
    if (tab === 'deliveries') return <Deliveries />;
    if (tab === 'webhooks') return <Webhooks />;
    return (
      <>
        <Choices
          legend={t('show')}
          value={unread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('showAll') },
            { value: 'unread', label: t('showUnread') },
          ]}
          onChange={(value) =>
            void navigate({ search: value === 'unread' ? { unread: true } : {}, replace: true })
          }
        />
        <NoticeList unreadOnly={unread} />
      </>
    );
  };
  return (
    <Page width="narrow">
      <h1>{t('heading')}</h1>
      <Tabs label={t('tabs.label')}>
        {shown.map((one) => (
          <Link
            key={one}
            to={paths.notify}
            search={one === 'notices' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Tabs>
      {content()}
    </Page>
  );
};
