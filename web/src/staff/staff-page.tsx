import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, Tabs } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { AttentionTab } from './attention.tsx';
import { ContactsTab } from './contacts.tsx';
import { People } from './people.tsx';
import { tabs } from './search.ts';

const route = getRouteApi(`/shell${paths.staff}`);

export const StaffPage = () => {
  const { t } = useTranslation('staff');
  const search = route.useSearch();
  const { tab = 'people' } = search;
  useTitle(t('room'));
  return (
    <Page>
      <h1>{t(`title.${tab}`)}</h1>
      <Tabs label={t('tabs.label')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to={paths.staff}
            search={one === 'people' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Tabs>
      {tab === 'people' && <People search={search} />}
      {tab === 'contacts' && <ContactsTab duty={search.duty} />}
      {tab === 'attention' && <AttentionTab />}
    </Page>
  );
};
