import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Icon } from '../design/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import css from './factor-reminder.module.css';

const dayMs = 86_400_000;

/** While enrolling a second factor may still wait: says calmly for how long. */
export const FactorReminder = ({ short }: { short: boolean }) => {
  const { t } = useTranslation('shell');
  const { dueAt } = useMe().secondFactor;
  if (dueAt === null) return null;
  const count = Math.max(1, Math.ceil((Date.parse(dueAt) - serverNow()) / dayMs));
  const sentence = t('factorDue', { count });
  return (
    <Link to={paths.secondFactor} className={css.reminder} aria-label={sentence} title={sentence}>
      <Icon name="key" />
      {!short && <span>{sentence}</span>}
    </Link>
  );
};
