import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Page, Skeleton, Tabs } from '../design/index.ts';
import { useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { ExplainForm, ExplainStored } from '../signals/index.ts';
import { KnownList } from './known-list.tsx';
import css from './links.module.css';
import { tabs } from './search.ts';

const route = getRouteApi(`/shell${paths.links}`);

export const LinksPage = () => {
  const { t } = useTranslation('links');
  const { t: common } = useTranslation();
  const search = route.useSearch();
  const { acts } = useMe();
  const shown = tabs.filter((one) => one === 'list' || acts.includes('signals.explain'));
  const tab = shown.find((one) => one === search.tab) ?? 'list';
  useTitle(t(`title.${tab}`));
  return (
    <Page width={tab === 'list' ? 'full' : 'usual'}>
      <h1>{t(`title.${tab}`)}</h1>
      <p className={css.small}>{t(`intro.${tab}`)}</p>
      <Tabs label={t('tabs.label')}>
        {shown.map((one) => (
          <Link
            key={one}
            to={paths.links}
            search={one === 'list' ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </Tabs>
      {tab === 'list' && <KnownList search={search} />}
      <Suspense fallback={<Skeleton lines={6} label={common('do.loading')} />}>
        {tab === 'trial' && <ExplainForm />}
        {tab === 'stored' && <ExplainStored />}
      </Suspense>
    </Page>
  );
};
