import type { Holder, MatrixAct } from '@lanzha/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { type Column, DataTable, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import css from './matrix.module.css';
import type { MatrixSearch } from './search.ts';

type Said = { zh: string; en: string };
type Props = { search: MatrixSearch; acts: readonly MatrixAct[]; say: (words: Said) => string };

/** Who can do this here, and why: by name, with the roles that give it and how far they reach. */
export const Holders = ({ search, acts, say }: Props) => {
  const { t } = useTranslation('matrix');
  const { t: common } = useTranslation();
  const query = useQuery({
    ...api.directory.holders.queryOptions({ input: search }),
    placeholderData: keepPreviousData,
  });
  const nameOf = (act: string) => {
    const found = acts.find((one) => one.act === act);
    return found === undefined ? act : say(found.name);
  };
  const seen = ({ place, units, lent, acts: held }: Holder) =>
    [
      held.includes('warnings.read') && place !== null && t('sees.place', { place: place.name }),
      held.includes('warnings.read') &&
        units.length > 0 &&
        t('sees.units', { units: units.map(({ name }) => name).join('、') }),
      lent > 0 && t('sees.lent', { count: lent }),
    ]
      .filter((one) => one !== false)
      .join('；') || t('sees.nothing');
  const columns: readonly Column<Holder>[] = [
    { key: 'name', title: t('person'), cell: ({ name }) => name, head: true },
    { key: 'unit', title: t('unit'), cell: ({ unit }) => unit.name },
    {
      key: 'roles',
      title: t('role'),
      cell: ({ roles }) => roles.map((role) => common(`role.${role}`)).join('、'),
    },
    { key: 'sees', title: t('sees.title'), cell: seen },
    {
      key: 'acts',
      title: t('act'),
      cell: ({ acts: held }) => (
        <span className={css.quiet}>{held.map(nameOf).join('、') || t('nothing')}</span>
      ),
    },
  ];
  const content = () => {
    if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="people" title={t('nobody')}>
          <p>{t('nobodyWhy')}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={t('count', { count: query.data.length })}
        columns={columns}
        rows={query.data}
        rowKey={({ id }) => id}
      />
    );
  };
  return (
    <section className={css.reasons} aria-label={t('who')}>
      <h2>{t('who')}</h2>
      {content()}
    </section>
  );
};
