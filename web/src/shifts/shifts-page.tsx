import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, Tabs } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { Now } from './now.tsx';
import { Past } from './past.tsx';
import { RosterTab } from './roster-tab.tsx';
import { tabs } from './search.ts';

const route = getRouteApi(`/shell${paths.shifts}`);

export const ShiftsPage = () => {
  const { t } = useTranslation('shifts');
  const { tab: asked, post, week, q, unseen } = route.useSearch();
  // Whoever types into the search box looks for a hand-over of the past.
  const tab = asked ?? (q === undefined ? 'now' : 'past');
  useTitle(t('room'));
  return (
    <Page>
      <h1>{t(`title.${tab}`)}</h1>
      <Tabs label={t('tabs.label')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to={paths.shifts}
            search={one === 'now' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Tabs>
      {tab === 'now' && <Now />}
      {tab === 'roster' && <RosterTab post={post} week={week} />}
      {tab === 'past' && <Past q={q} unseen={unseen === true} />}
    </Page>
  );
};
