import type { ZeroingLeftView, ZeroingPastDay, ZeroingUnit } from '@lanzha/contract';
import { zeroingLeftViews } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, codeOf } from '../api/index.ts';
import { Button, type Column, DataTable, Figures, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { LeftList } from './left-list.tsx';
import css from './zeroing.module.css';

type Props = { day: string; unit: string | undefined; view: ZeroingLeftView };

/** A counted day: its figures, which never change, by unit, and what it left. */
export const PastDay = ({ day, unit, view }: Props) => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const query = useQuery(api.zeroing.day.queryOptions({ input: { day } }));
  const back = (
    <Link to={paths.zeroing} search={{ tab: 'past' }}>
      {t('past.back')}
    </Link>
  );
  if (query.isPending) return <Skeleton lines={10} label={t('loading')} />;
  if (codeOf(query.error) === 'NOT_FOUND')
    return (
      <PageState icon="clock" title={t('past.unknown')} actions={back}>
        <p>{t('past.unknownWhy')}</p>
      </PageState>
    );
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { units } = query.data;
  const at = (iso: string) => formatInstant(iso, language, 'moment');
  const shown = units.find((one) => one.unit.id === unit);
  return (
    <>
      <div className={css.head}>
        <p className={css.small}>
          {t('past.frozen', {
            from: at(query.data.from),
            at: at(query.data.at),
            frozen: at(query.data.frozenAt),
          })}{' '}
          {back}
        </p>
        <Button icon="file" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      {units.length > 1 && <Units day={day} units={units} view={view} />}
      <h2>{t('past.leftTitle')}</h2>
      <nav aria-label={t('counts')}>
        <Figures>
          {zeroingLeftViews.map((one) => (
            <li key={one}>
              <Link
                to={paths.zeroing}
                search={{
                  day,
                  ...(one === 'left' ? {} : { view: one }),
                  ...(unit === undefined ? {} : { unit }),
                }}
                aria-current={one === view ? 'true' : undefined}
                resetScroll={false}
              >
                <span>{t(`leftView.${one}`)}</span>
                {(one !== 'late' || shown === undefined) && (
                  <strong>{countOf(query.data, shown, one)}</strong>
                )}
              </Link>
            </li>
          ))}
        </Figures>
      </nav>
      <LeftList key={`${view} ${unit ?? ''}`} day={day} view={view} unit={unit} />
    </>
  );
};

/** Late explanations are counted for the whole scope alone. */
const countOf = (day: ZeroingPastDay, unit: ZeroingUnit | undefined, view: ZeroingLeftView): number =>
  view === 'late' ? day.explainedLate : (unit ?? day.total)[view === 'left' ? 'open' : view];

type UnitsProps = { day: string; units: readonly ZeroingUnit[]; view: ZeroingLeftView };

const Units = ({ day, units, view }: UnitsProps) => {
  const { t } = useTranslation('zeroing');
  const kept = view === 'left' ? { day } : { day, view };
  const columns: readonly Column<ZeroingUnit>[] = [
    {
      key: 'unit',
      title: t('units.unit'),
      head: true,
      cell: ({ unit: { id, name } }) => (
        <Link to={paths.zeroing} search={{ ...kept, unit: id }} resetScroll={false}>
          {name}
        </Link>
      ),
    },
    ...(
      ['open', 'carried', 'explained', 'unexplained', 'overdue', 'received', 'closed', 'pushed'] as const
    ).map((key) => ({ key, title: t(`past.${key}`), cell: (row: ZeroingUnit) => row[key] })),
  ];
  return (
    <DataTable caption={t('past.caption')} columns={columns} rows={units} rowKey={(row) => row.unit.id} />
  );
};
