import {
  fraudTypes,
  type IncidentSummary,
  type IncidentView,
  incidentSources,
  incidentViews,
} from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import {
  Button,
  Checkbox,
  type Column,
  DataTable,
  Field,
  NativeSelect,
  Options,
  Page,
  PageState,
  Skeleton,
  Tabs,
} from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, formatYuan, useLanguage, useTitle } from '../i18n/index.ts';
import { paths, toIncident } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { Countdown } from './countdown.tsx';
import css from './incidents.module.css';
import { OpenForm } from './open-form.tsx';
import { useIncidentNews } from './queries.ts';
import { type IncidentsSearch, numberIn } from './search.ts';
import { StateMark } from './state-mark.tsx';

const route = getRouteApi(`/shell${paths.incidents}`);

/** The question of the page, page after page. */
const useIncidents = ({ q, view, type, source, mine, overdue }: IncidentsSearch) => {
  const no = q === undefined ? undefined : numberIn(q);
  const input = {
    view: view ?? (q === undefined ? ('open' as const) : ('all' as const)),
    ...(no === undefined ? {} : { no }),
    ...(type === undefined ? {} : { fraudType: type }),
    ...(source === undefined ? {} : { source }),
    ...(mine === true ? { mine: true } : {}),
    ...(overdue === true ? { overdue: true } : {}),
  };
  return useInfiniteQuery({
    queryKey: [...api.incidents.list.key(), input],
    enabled: q === undefined || no !== undefined,
    queryFn: ({ pageParam, signal }) =>
      client.incidents.list(
        { ...input, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
};

/** Reports of people who were cheated, those due next first. Incidents are not filed cases. */
export const IncidentsPage = () => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const search = route.useSearch();
  const view: IncidentView = search.view ?? (search.q === undefined ? 'open' : 'all');
  const { view: _, ...filters } = search;
  const { q: __, ...unsought } = filters;
  const writes = useMe().acts.includes('incidents.write');
  const [opening, setOpening] = useState(false);
  const query = useIncidents(search);
  const columns = useColumns();
  useIncidentNews();
  useTitle(t('room'));
  const first = query.data?.pages[0];
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const content = () => {
    if (search.q !== undefined && numberIn(search.q) === undefined)
      return (
        <PageState icon="search" title={t('searchNumber')}>
          <p>{t('searchNumberWhy')}</p>
        </PageState>
      );
    if (query.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (rows.length === 0)
      return (
        <PageState icon="file" title={t('empty')}>
          <p>{t(search.q === undefined ? 'emptyWhy' : 'noneOfNumber')}</p>
        </PageState>
      );
    return (
      <>
        <DataTable caption={t(`view.${view}`)} columns={columns} rows={rows} rowKey={({ id }) => id} />
        {query.hasNextPage && (
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </>
    );
  };
  return (
    <Page width="full">
      <header className={css.head}>
        <h1>{t('list')}</h1>
        {writes && (
          <Button kind="primary" icon="plus" onClick={() => setOpening(true)}>
            {t('open.new')}
          </Button>
        )}
      </header>
      <p className={css.quiet}>{t('intro')}</p>
      <Tabs label={t('views')}>
        {incidentViews.map((one) => (
          <Link
            key={one}
            to={paths.incidents}
            search={one === 'open' ? unsought : { ...filters, view: one }}
            activeOptions={{ exact: true }}
            aria-current={one === view ? 'page' : undefined}
          >
            {t(`view.${one}`)}
            {first !== undefined && (one === 'open' || one === 'review') && ` ${first.counts[one]}`}
          </Link>
        ))}
      </Tabs>
      <Filters search={search} overdue={first?.counts.overdue} />
      {content()}
      {opening && <OpenForm onClose={() => setOpening(false)} />}
    </Page>
  );
};

const Filters = ({ search, overdue }: { search: IncidentsSearch; overdue: number | undefined }) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const change = (part: { readonly [Key in keyof IncidentsSearch]?: IncidentsSearch[Key] | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined),
    ) as IncidentsSearch;
    void navigate({ to: paths.incidents, search: next, replace: true });
  };
  return (
    <div className={css.filters}>
      <Field id="filter-type" label={t('field.fraudType')} error={undefined}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={search.type ?? ''}
            onChange={({ target }) => change({ type: fraudTypes.find((one) => one === target.value) })}
          >
            <Options none={t('any')} of={fraudTypes} name={(one) => `${one} ${common(`fraudType.${one}`)}`} />
          </NativeSelect>
        )}
      </Field>
      <Field id="filter-source" label={t('col.source')} error={undefined}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={search.source ?? ''}
            onChange={({ target }) => change({ source: incidentSources.find((one) => one === target.value) })}
          >
            <Options none={t('any')} of={incidentSources} name={(one) => t(`source.${one}`)} />
          </NativeSelect>
        )}
      </Field>
      <Checkbox
        label={t('mine')}
        checked={search.mine === true}
        onChange={({ target }) => change({ mine: target.checked ? true : undefined })}
      />
      <Checkbox
        label={overdue === undefined ? t('overdue') : `${t('overdue')} ${overdue}`}
        checked={search.overdue === true}
        onChange={({ target }) => change({ overdue: target.checked ? true : undefined })}
      />
    </div>
  );
};

const useColumns = (): readonly Column<IncidentSummary>[] => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const language = useLanguage();
  return [
    {
      key: 'no',
      title: t('col.no'),
      head: true,
      cell: ({ id, no, victim }) => (
        <Link {...toIncident(id)}>{t('row', { no, name: victim ?? t('unnamed') })}</Link>
      ),
    },
    {
      key: 'state',
      title: t('col.state'),
      cell: ({ state, waiting, crisis }) => (
        <>
          <StateMark state={state} />
          {waiting !== null && <div className={css.quiet}>{t(`waiting.${waiting}`)}</div>}
          {crisis && <div className={css.alarm}>{t('crisis')}</div>}
        </>
      ),
    },
    { key: 'clock', title: t('col.clock'), cell: (incident) => <Countdown incident={incident} /> },
    {
      key: 'type',
      title: t('field.fraudType'),
      cell: ({ fraudType }) => (fraudType === null ? '—' : common(`fraudType.${fraudType}`)),
    },
    {
      key: 'loss',
      title: t('col.loss'),
      cell: ({ lossFen, transfers }) => (
        <>
          {formatYuan(lossFen)}
          <div className={css.quiet}>{t('transfers', { count: transfers })}</div>
        </>
      ),
    },
    { key: 'source', title: t('col.source'), cell: ({ source }) => t(`source.${source}`) },
    { key: 'where', title: t('col.where'), cell: ({ place, unit }) => `${place.name} ${unit.name}` },
    {
      key: 'opened',
      title: t('col.opened'),
      cell: ({ openedAt, openedBy }) =>
        `${formatInstant(openedAt, language, 'moment', serverNow())} ${openedBy.name}`,
    },
  ];
};
