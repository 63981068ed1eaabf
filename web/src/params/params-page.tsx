import { isUnverified, type Param } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, DataTable, Notice, Page, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { Dialog, Sheet } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { grouped, matches } from './groups.ts';
import { History } from './history.tsx';
import css from './params.module.css';
import { ProposeForm } from './propose-form.tsx';
import { useColumns } from './use-columns.tsx';
import { useParamName } from './use-param-words.ts';

const route = getRouteApi(`/shell${paths.params}`);

export const ParamsPage = () => {
  const { t } = useTranslation('params');
  const { only, q } = route.useSearch();
  const name = useParamName();
  const proposes = useMe().acts.includes('params.propose');
  const query = useQuery(api.params.list.queryOptions());
  const [open, setOpen] = useState<{ what: 'history' | 'propose'; param: Param } | null>(null);
  const [asked, setAsked] = useState(false);
  const close = () => setOpen(null);
  useTitle(t('room'));
  const columns = useColumns((param) => (
    <>
      <Button kind="quiet" onClick={() => setOpen({ what: 'history', param })}>
        {t('history.open')}
      </Button>
      {proposes && param.pending === null && (
        <Button kind="quiet" onClick={() => setOpen({ what: 'propose', param })}>
          {t('propose.open')}
        </Button>
      )}
    </>
  ));
  const content = () => {
    if (query.isPending) return <Skeleton lines={12} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const wanted = query.data.filter(
      (param) =>
        (only === undefined || isUnverified(param.current.certainty)) &&
        (q === undefined || matches(param, q)),
    );
    if (wanted.length === 0)
      return (
        <PageState icon="search" title={t('empty')}>
          <p>{t('emptyWhy')}</p>
        </PageState>
      );
    return grouped(wanted).map(({ group, params }) => (
      <DataTable
        key={group}
        caption={t('count', { group: t(`group.${group}`), count: params.length })}
        columns={columns}
        rows={params}
        rowKey={({ code }) => code}
      />
    ));
  };
  return (
    <Page width="full">
      <h1>{t('title')}</h1>
      <p className={css.intro}>{t('intro')}</p>
      <div className={css.bar}>
        <nav className={css.tabs} aria-label={t('filter.label')}>
          <Link
            to={paths.params}
            search={{}}
            className={css.tab}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={only === undefined ? 'page' : undefined}
          >
            {t('filter.all')}
          </Link>
          <Link
            to={paths.params}
            search={{ only: 'unverified' }}
            className={css.tab}
            aria-current={only === 'unverified' ? 'page' : undefined}
          >
            {t('filter.unverified')}
          </Link>
        </nav>
        {query.data && (
          <p className={css.small}>
            {t('summary', {
              all: query.data.length,
              unverified: query.data.filter(({ current }) => isUnverified(current.certainty)).length,
            })}
          </p>
        )}
      </div>
      {asked && (
        <Notice
          kind="good"
          action={
            <Link to={paths.approvals} search={{ view: 'mine' }}>
              {t('propose.see')}
            </Link>
          }
        >
          {t('propose.done')}
        </Notice>
      )}
      {content()}
      <Sheet
        open={open?.what === 'history'}
        title={open === null ? '' : t('history.title', { name: name(open.param) })}
        onClose={close}
      >
        {open !== null && <History code={open.param.code} />}
      </Sheet>
      <Dialog
        open={open?.what === 'propose'}
        title={open === null ? '' : t('propose.title', { name: name(open.param) })}
        onClose={close}
      >
        {open !== null && (
          <ProposeForm
            param={open.param}
            onDone={() => {
              close();
              setAsked(true);
            }}
          />
        )}
      </Dialog>
    </Page>
  );
};
