import type { Board, BoardFigure } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../design/index.ts';
import { paths } from '../paths.ts';
import css from './board.module.css';
import { useFigureWords } from './use-figure-words.ts';

type Unit = Board['behind'][number];

/** Units by what is overdue and what nobody explained; each number opens its records. */
export const Behind = ({ units, known }: { units: readonly Unit[]; known: boolean }) => {
  const { t } = useTranslation('board');
  const words = useFigureWords();
  const column = (name: Extract<BoardFigure, 'open' | 'overdue' | 'unexplained'>): Column<Unit> => ({
    key: name,
    title: words(name),
    cell: (row) => (
      <Link
        to={paths.boardRecords}
        search={{ figure: name, unit: row.unit.id }}
        data-bad={(name !== 'open' && row[name] > 0) || undefined}
      >
        {row[name]}
      </Link>
    ),
  });
  const columns: readonly Column<Unit>[] = [
    { key: 'unit', title: t('behind.unit'), head: true, cell: ({ unit }) => unit.name },
    column('overdue'),
    column('unexplained'),
    column('open'),
  ];
  return (
    <section className={css.behind}>
      <h2>{t('part.behind')}</h2>
      {units.length === 0 ? (
        <p className={css.quiet}>
          {known ? (
            <>
              <strong>{t('behind.nobody')}</strong> {t('behind.nobodyWhy')}
            </>
          ) : (
            t('none')
          )}
        </p>
      ) : (
        <DataTable
          caption={t('behind.caption')}
          columns={columns}
          rows={units}
          rowKey={({ unit }) => unit.id}
        />
      )}
    </section>
  );
};
