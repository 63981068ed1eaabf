import type { Shift } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { OpenWorkView } from './open-work.tsx';
import css from './shifts.module.css';

/** The note as it was written, with what was open at that moment when somebody wants to see. */
export const HandedOver = ({
  shift,
  withOpen,
  title,
}: {
  shift: Shift;
  withOpen: boolean;
  title?: string;
}) => {
  const { t } = useTranslation('shifts');
  return (
    <div className={css.note}>
      <h3>{title ?? t('card.note')}</h3>
      <p className={css.written}>{shift.note}</p>
      <details open={withOpen}>
        <summary>{t('open.before')}</summary>
        <OpenThen id={shift.id} />
      </details>
    </div>
  );
};

const OpenThen = ({ id }: { id: string }) => {
  const { t } = useTranslation('shifts');
  const query = useQuery(api.shifts.get.queryOptions({ input: { id }, staleTime: 60_000 }));
  if (query.isPending) return <Skeleton lines={3} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  return query.data.open === null ? null : <OpenWorkView open={query.data.open} />;
};
