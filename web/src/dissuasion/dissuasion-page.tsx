import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, Tabs } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { FollowUpsTab } from './follow-ups-tab.tsx';
import { QuietTab } from './quiet-tab.tsx';
import { ReviewsTab } from './reviews-tab.tsx';
import { tabs } from './search.ts';
import { TransfersTab } from './transfers-tab.tsx';

const route = getRouteApi(`/shell${paths.dissuasion}`);

/** What follows after the first talk: looking again, handing over, looking into what failed, leaving in peace. */
export const DissuasionPage = () => {
  const { t } = useTranslation('dissuasion');
  const { tab = 'followups', view = 'due', mine = false, closed = false } = route.useSearch();
  useTitle(t('room'));
  return (
    <Page>
      <h1>{t(`title.${tab}`)}</h1>
      <Tabs label={t('tabs.label')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to={paths.dissuasion}
            search={one === 'followups' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Tabs>
      {tab === 'followups' && <FollowUpsTab view={view} mine={mine} />}
      {tab === 'transfers' && <TransfersTab />}
      {tab === 'reviews' && <ReviewsTab closed={closed} />}
      {tab === 'quiet' && <QuietTab />}
    </Page>
  );
};
