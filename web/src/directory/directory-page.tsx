import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, Tabs } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { People } from './people.tsx';
import { Places } from './places.tsx';
import { tabs } from './search.ts';
import { Units } from './units.tsx';

const route = getRouteApi(`/shell${paths.directory}`);

export const DirectoryPage = () => {
  const { t } = useTranslation('directory');
  const { tab = 'units', q } = route.useSearch();
  const { acts } = useMe();
  const manages = acts.includes('directory.manage');
  const seesPeople = manages || acts.includes('directory.factors') || acts.includes('rights.request');
  useTitle(t('room'));
  const open = tabs.filter((one) => seesPeople || one !== 'people');
  const shown = open.includes(tab) ? tab : 'units';
  return (
    <Page>
      <h1>{t('title')}</h1>
      <Tabs label={t('tabs.label')}>
        {open.map((one) => (
          <Link
            key={one}
            to={paths.directory}
            search={one === 'units' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === shown ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Tabs>
      {shown === 'people' && <People q={q} />}
      {shown === 'places' && <Places />}
      {shown === 'units' && <Units q={q} manages={manages} />}
    </Page>
  );
};
