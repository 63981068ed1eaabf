import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../api/index.ts';
import { Icon } from '../design/index.ts';
import { paths } from '../paths.ts';
import css from './tasks.module.css';

/** A follow-up belongs to a warning that has ended: it is done among the own ones, where those of its time stand. */
export const FollowUpAct = ({ dueAt }: { dueAt: string | null }) => {
  const { t } = useTranslation('tasks');
  const now = useServerSecond();
  const over = dueAt !== null && Date.parse(dueAt) <= now;
  return (
    <Link
      to={paths.dissuasion}
      search={over ? { view: 'overdue', mine: true } : { mine: true }}
      className={css.act}
      data-first
    >
      <Icon name="eye" />
      {t('followUp')}
    </Link>
  );
};
