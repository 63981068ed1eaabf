import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page, Tabs } from '../design/index.ts';
import { formatInstant, startOfDay, useLanguage, useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { PastDay } from './past-day.tsx';
import { PastDays } from './past-days.tsx';
import { leftView, sheetView } from './search.ts';
import { Today } from './today.tsx';

const route = getRouteApi(`/shell${paths.zeroing}`);

export const ZeroingPage = () => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const { tab, day, unit, view } = route.useSearch();
  const past = tab === 'past' || day !== undefined;
  useTitle(t('room'));
  const title =
    day === undefined
      ? t(past ? 'title.past' : 'title.today')
      : t('title.day', { day: formatInstant(startOfDay(day), language, 'day') });
  return (
    <Page width="full">
      <h1>{title}</h1>
      <Tabs label={t('tabs.label')}>
        <Link to={paths.zeroing} search={{}} aria-current={past ? undefined : 'page'}>
          {t('tabs.today')}
        </Link>
        <Link to={paths.zeroing} search={{ tab: 'past' }} aria-current={past ? 'page' : undefined}>
          {t('tabs.past')}
        </Link>
      </Tabs>
      {!past && <Today unit={unit} view={sheetView(view)} />}
      {past && day === undefined && <PastDays />}
      {day !== undefined && <PastDay key={day} day={day} unit={unit} view={leftView(view)} />}
    </Page>
  );
};
