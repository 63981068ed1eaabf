import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Icon, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import css from './directory.module.css';

/** The official tree of the county, a level at a time: read only, as it came with the first set-up. */
export const Places = () => {
  const { t } = useTranslation('directory');
  return (
    <section className={css.listing}>
      <p className={css.hint}>{t('places.about')}</p>
      <Level parent={undefined} open />
    </section>
  );
};

const Level = ({ parent, open = false }: { parent: string | undefined; open?: boolean }) => {
  const { t } = useTranslation('directory');
  const query = useQuery(
    api.directory.places.queryOptions({
      input: parent === undefined ? {} : { parent },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  if (query.isPending) return <Skeleton lines={3} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  return (
    <ul className={css.places}>
      {query.data.map((place) => (
        <Branch key={place.code} {...place} open={open} />
      ))}
    </ul>
  );
};

type BranchProps = { code: string; name: string; children: number; open: boolean };

const Branch = ({ code, name, children, open }: BranchProps) => {
  const { t } = useTranslation('directory');
  const [shown, setShown] = useState(open);
  const label = (
    <>
      <span>{name}</span>
      <span className={css.code}>{code}</span>
    </>
  );
  return (
    <li>
      {children === 0 ? (
        <div className={css.place}>{label}</div>
      ) : (
        <button type="button" className={css.place} aria-expanded={shown} onClick={() => setShown(!shown)}>
          <Icon name={shown ? 'down' : 'right'} />
          {label}
          <span className={css.code}>{t('places.below', { count: children })}</span>
        </button>
      )}
      {shown && children > 0 && <Level parent={code} />}
    </li>
  );
};
