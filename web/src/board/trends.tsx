import type { Board } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../design/index.ts';
import { formatInstant, startOfDay, useLanguage } from '../i18n/index.ts';
import { Bars } from './bars.tsx';
import css from './board.module.css';

type Hour = Board['hours'][number];
type Day = Board['days'][number];

/** Received by the hour against usual, and the last days; the numbers stand beside the picture. */
export const Trends = ({ board: { hours, days } }: { board: Board }) => {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const dayWords = (day: string) => formatInstant(startOfDay(day), language, 'day');
  const said = (value: number | null) => value ?? t('none');
  const hourColumns: readonly Column<Hour>[] = [
    { key: 'hour', title: t('hours.hour'), head: true, cell: ({ hour }) => t('hours.span', { hour }) },
    { key: 'today', title: t('hours.today'), cell: ({ received }) => said(received) },
    { key: 'usual', title: t('hours.usual'), cell: ({ usual }) => said(usual) },
  ];
  const dayColumns: readonly Column<Day>[] = [
    { key: 'day', title: t('days.day'), head: true, cell: ({ day }) => dayWords(day) },
    { key: 'received', title: t('days.received'), cell: ({ received }) => said(received) },
    { key: 'closed', title: t('days.closed'), cell: ({ closed }) => said(closed) },
  ];
  return (
    <section className={css.trends} aria-label={t('part.trend')}>
      <figure className={css.trend}>
        <figcaption>{t('hours.title')}</figcaption>
        <Bars
          label={t('hours.label')}
          none={t('none')}
          legend={[t('hours.today'), t('hours.usual')]}
          bars={hours.map(({ hour, received, usual }) => ({
            key: String(hour),
            mark: hour % 6 === 0 ? String(hour) : '',
            values: [received, usual],
          }))}
        />
        <details>
          <summary>{t('table')}</summary>
          <DataTable
            caption={t('hours.label')}
            columns={hourColumns}
            rows={hours}
            rowKey={({ hour }) => String(hour)}
          />
        </details>
      </figure>
      <figure className={css.trend}>
        <figcaption>{t('days.title', { count: days.length })}</figcaption>
        <Bars
          label={t('days.label')}
          none={t('none')}
          legend={[t('days.received'), t('days.closed')]}
          bars={days.map(({ day, received, closed }, at) => ({
            key: day,
            mark:
              (days.length - 1 - at) % 7 === 0 ? `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` : '',
            values: [received, closed],
          }))}
        />
        <details>
          <summary>{t('table')}</summary>
          <DataTable caption={t('days.label')} columns={dayColumns} rows={days} rowKey={({ day }) => day} />
        </details>
      </figure>
    </section>
  );
};
