import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Notice, Page, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, startOfDay, useLanguage, useTitle } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { Behind } from './behind.tsx';
import css from './board.module.css';
import { FigureBlocks } from './figures.tsx';
import { Trends } from './trends.tsx';
import { weekdayOf } from './weekday.ts';

/** Once a minute, softly: figures change where they stand. */
const everyMs = 60_000;

export const BoardPage = () => {
  const { t } = useTranslation('board');
  useTitle(t('room'));
  return (
    <Page width="full">
      <h1>{t('title')}</h1>
      <Content />
    </Page>
  );
};

const Content = () => {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const me = useMe();
  const query = useQuery(api.board.read.queryOptions({ refetchInterval: everyMs }));
  if (query.isPending) return <Skeleton lines={12} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const board = query.data;
  const day = (one: string) => formatInstant(startOfDay(one), language, 'day');
  const weekday = weekdayOf(board.day, language);
  const at = formatInstant(board.asOf, language, 'time');
  const since = board.usualDays.at(-1);
  return (
    <>
      <p className={css.of}>
        {t('of', { scope: me.unit.name, day: day(board.day), weekday, at })}
        <br />
        {since === undefined
          ? t('usualNone')
          : t('usualOf', { count: board.usualDays.length, weekday, since: day(since) })}
      </p>
      {query.isError && <Notice kind="warn">{t('stale', { at })}</Notice>}
      <div className={css.board}>
        <FigureBlocks board={board} />
        <Behind units={board.behind} known={board.figures.open !== null} />
        <Trends board={board} />
      </div>
    </>
  );
};
