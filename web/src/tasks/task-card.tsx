import type { Task } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../api/index.ts';
import { Icon, ToneMark } from '../design/index.ts';
import { spanOf } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { FollowUpAct } from './follow-up-act.tsx';
import css from './tasks.module.css';

/** Whom, where, why, how long: then large buttons that lead to the acts. */
export const TaskCard = memo(({ task }: { task: Task }) => {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { warning, kind, duty } = task;
  const { id, subject, level, place, unit } = warning;
  const name = subject.name ?? t('unnamed');
  // A warning that nobody has signed for is signed for first: its page offers that.
  const acts = [
    { key: 'call', icon: 'phone', act: 'contact' },
    { key: 'visit', icon: 'person', act: 'meet' },
    { key: 'note', icon: 'file', act: undefined },
  ] as const;
  const first = duty === 'meet' ? 'visit' : duty === 'close' || duty === 'sign' ? 'note' : 'call';
  return (
    <li className={css.card}>
      <div className={css.who}>
        <ToneMark tone={level} label={common(`level.${level}`)} badge />
        <h2>{name}</h2>
        {subject.age !== null && <span>{t('age', { age: subject.age })}</span>}
        <span className={css.quiet}>{t(`kind.${kind}`)}</span>
      </div>
      <p className={css.quiet}>{place.name === unit.name ? place.name : `${place.name} · ${unit.name}`}</p>
      <p className={css.why}>{warning.headline}</p>
      <Due task={task} />
      <nav className={css.acts} aria-label={t('actsOf', { name })}>
        {duty === 'follow_up' ? (
          <FollowUpAct dueAt={task.dueAt} />
        ) : (
          acts.map(({ key, icon, act }) => (
            <Link
              key={key}
              to={paths.warning}
              params={{ id }}
              search={act === undefined || duty === 'sign' ? {} : { do: act }}
              className={css.act}
              data-first={key === first || undefined}
            >
              <Icon name={icon} />
              {t(key === 'note' && (duty === 'sign' || duty === 'close') ? `duty.${duty}` : key)}
            </Link>
          ))
        )}
      </nav>
    </li>
  );
});
TaskCard.displayName = 'TaskCard';

const Due = ({ task: { duty, dueAt, warning } }: { task: Task }) => {
  const { t } = useTranslation('tasks');
  const now = useServerSecond();
  const what = t(`duty.${duty}`);
  if (warning.clock.paused && duty !== 'follow_up')
    return <p className={css.due}>{t('due', { duty: what, left: t('paused') })}</p>;
  if (dueAt === null) return <p className={css.quiet}>{t('due', { duty: what, left: t('noClock') })}</p>;
  const rest = Date.parse(dueAt) - now;
  const { unit, large, small } = spanOf(rest);
  const left = t(`${rest < 0 ? 'over' : 'left'}.${unit}`, { large, small });
  return (
    <p className={css.due} data-over={rest < 0 || undefined}>
      {t('due', { duty: what, left })}
    </p>
  );
};
