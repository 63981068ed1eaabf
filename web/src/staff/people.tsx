import { contactFunctions, type StaffMember } from '@lanzha/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import {
  Button,
  type Column,
  DataTable,
  NativeSelect,
  Options,
  PageState,
  Skeleton,
  ToneMark,
} from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { MemberForm } from './member-form.tsx';
import { type StaffSearch, toFilter } from './search.ts';
import css from './staff.module.css';

/** The register: filters stand in the address, pages follow on demand. */
export const People = ({ search }: { search: StaffSearch }) => {
  const { t } = useTranslation('staff');
  const manages = useMe().acts.includes('staff.manage');
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {}, staleTime: 60_000 }));
  const filter = toFilter(search);
  const query = useInfiniteQuery({
    queryKey: [['staff', 'list'], filter],
    queryFn: ({ pageParam, signal }) =>
      client.staff.list({ ...filter, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const narrow = (next: StaffSearch) => void navigate({ to: paths.staff, search: next });
  const { unit: _unit, ...withoutUnit } = search;
  const { duty: _duty, ...withoutDuty } = search;
  const { state: _state, ...withoutState } = search;
  const columns: readonly Column<StaffMember>[] = [
    {
      key: 'name',
      title: t('member.name'),
      head: true,
      cell: ({ id, name }) => (
        <Link to={paths.staffMember} params={{ id }}>
          {name}
        </Link>
      ),
    },
    { key: 'unit', title: t('member.unit'), cell: ({ unit }) => unit.name },
    { key: 'post', title: t('member.post'), cell: ({ post }) => post || '—' },
    {
      key: 'functions',
      title: t('member.functions'),
      cell: ({ functions }) =>
        functions.length === 0
          ? '—'
          : functions
              .map((one) => t('contact.as', { duty: t(`duty.${one.function}`), rank: one.rank }))
              .join(' · '),
    },
    { key: 'phone', title: t('member.phone'), cell: ({ phone }) => phone ?? '—' },
    {
      key: 'state',
      title: t('member.state'),
      cell: ({ leftDay, secondedFrom }) =>
        leftDay !== null ? (
          <ToneMark tone="low" label={t('member.leftOn', { day: leftDay })} />
        ) : secondedFrom !== null ? (
          <ToneMark tone="middle" label={t('member.seconded', { from: secondedFrom })} />
        ) : (
          <ToneMark tone="done" label={t('member.here')} />
        ),
    },
  ];
  const content = () => {
    if (query.isPending) return <Skeleton lines={10} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const rows = query.data.pages.flatMap(({ items }) => items);
    const narrowed = Object.keys(filter).length > 0;
    if (rows.length === 0)
      return (
        <PageState icon={narrowed ? 'search' : 'card'} title={t(narrowed ? 'nothing' : 'empty')}>
          <p>{t(narrowed ? 'nothingWhy' : 'emptyWhy')}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={t('count', { count: query.data.pages[0]?.total ?? rows.length })}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
      />
    );
  };
  const asked = new URLSearchParams(filter).toString();
  return (
    <section className={css.part} aria-label={t('tabs.people')}>
      <div className={css.tools}>
        <NativeSelect
          aria-label={t('member.unit')}
          value={search.unit ?? ''}
          onChange={({ target }) =>
            narrow(target.value === '' ? withoutUnit : { ...search, unit: target.value })
          }
        >
          <Options none={t('filter.everyUnit')} of={units} value={({ id }) => id} name={({ name }) => name} />
        </NativeSelect>
        <NativeSelect
          aria-label={t('member.functions')}
          value={search.duty ?? ''}
          onChange={({ target }) => {
            const duty = contactFunctions.find((one) => one === target.value);
            narrow(duty === undefined ? withoutDuty : { ...search, duty });
          }}
        >
          <Options none={t('filter.everyDuty')} of={contactFunctions} name={(one) => t(`duty.${one}`)} />
        </NativeSelect>
        <NativeSelect
          aria-label={t('member.state')}
          value={search.state ?? 'here'}
          onChange={({ target }) =>
            narrow(
              target.value === 'left' || target.value === 'all'
                ? { ...search, state: target.value }
                : withoutState,
            )
          }
        >
          {(['here', 'left', 'all'] as const).map((one) => (
            <option key={one} value={one}>
              {t(`filter.${one}`)}
            </option>
          ))}
        </NativeSelect>
        {manages && (
          <div className={css.acts}>
            <a href={`/api/v1/staff/export${asked === '' ? '' : `?${asked}`}`} download>
              {t('export')}
            </a>
            <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
              {t('member.new')}
            </Button>
          </div>
        )}
      </div>
      {content()}
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
      <Dialog open={creating} title={t('member.new')} onClose={() => setCreating(false)}>
        <MemberForm
          onDone={({ id }) => {
            setCreating(false);
            void navigate({ to: paths.staffMember, params: { id } });
          }}
        />
      </Dialog>
    </section>
  );
};
