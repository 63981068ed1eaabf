import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { nowQuery } from './queries.ts';
import { ShiftCard } from './shift-card.tsx';
import css from './shifts.module.css';
import { ToldNotice, useTold } from './told.tsx';

/** This shift: what waits for me, what I took over, who else is here, who did not come. */
export const Now = () => {
  const { t } = useTranslation('shifts');
  const told = useTold();
  const query = useQuery(nowQuery);
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { mine, onDuty, late, unseen } = query.data;
  const own = new Set([mine.active?.id, mine.startable?.id, ...mine.offered.map(({ id }) => id)]);
  const others = onDuty.filter(({ id }) => !own.has(id));
  const missing = late.filter(({ id }) => !own.has(id));
  const nothing = own.size === 1 && own.has(undefined) && others.length + missing.length === 0;
  const next = mine.active === null && mine.startable === null ? mine.next : null;
  const shown = [...mine.offered, mine.active, mine.startable, next, ...others, ...missing];
  return (
    <>
      <ToldNotice told={told} shifts={shown.filter((shift) => shift !== null)} />
      {unseen > 0 && (
        <p>
          <Link to={paths.shifts} search={{ tab: 'past', unseen: true }}>
            {t('now.unseen', { count: unseen })}
          </Link>
        </p>
      )}
      {nothing && mine.next === null && (
        <PageState icon="clock" title={t('now.nobody')}>
          <p>{t('now.nobodyWhy')}</p>
        </PageState>
      )}
      {mine.offered.map((shift) => (
        <ShiftCard told={told} key={shift.id} shift={shift} title={t('now.offered')} open />
      ))}
      {mine.active !== null && (
        <ShiftCard told={told} shift={mine.active} title={t('now.mine')} tookOver={mine.tookOver} open />
      )}
      {mine.startable !== null && <ShiftCard told={told} shift={mine.startable} title={t('now.startable')} />}
      {next !== null && <ShiftCard told={told} shift={next} title={t('now.next')} />}
      {others.length > 0 && (
        <section className={css.part}>
          <h2>{t('now.others')}</h2>
          {others.map((shift) => (
            <ShiftCard told={told} key={shift.id} shift={shift} />
          ))}
        </section>
      )}
      {missing.length > 0 && (
        <section className={css.part}>
          <h2>{t('now.late')}</h2>
          {missing.map((shift) => (
            <ShiftCard told={told} key={shift.id} shift={shift} />
          ))}
        </section>
      )}
    </>
  );
};
