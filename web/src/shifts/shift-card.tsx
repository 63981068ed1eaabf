import type { Shift } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { HandedOver } from './handed-over.tsx';
import { ShiftActs } from './shift-acts.tsx';
import css from './shifts.module.css';
import type { Told } from './told.tsx';

const tones = {
  planned: 'low',
  on_duty: 'done',
  handing_over: 'middle',
  handed_over: 'low',
  ended_without_successor: 'high',
  cancelled: 'low',
} as const;

type Props = {
  shift: Shift;
  told: Told;
  title?: string;
  /** The shift before, whose note the officer may want to read again. */
  tookOver?: Shift | null;
  /** Shows what was open. */
  open?: boolean;
};

/** One shift: who, where, since when, how it stands, what was written, and what I may do. */
export const ShiftCard = ({ shift, told, title, tookOver, open }: Props) => {
  const { t } = useTranslation('shifts');
  const language = useLanguage();
  const { post, person, role, startsAt, endsAt, state, punctual, onAt, endedAt, endReason, seen, taker } =
    shift;
  const at = (instant: string) => formatInstant(instant, language, 'moment', serverNow());
  const bad = punctual === 'ok' ? null : punctual;
  return (
    <article className={css.card} aria-label={title ?? `${post.name} ${person.name}`}>
      <header className={css.head}>
        <h2>{title ?? t('card.title', { post: post.name, name: person.name })}</h2>
        <ToneMark
          tone={bad === 'missed' ? 'high' : tones[state]}
          label={bad === 'missed' ? t('punctual.missed') : t(`state.${state}`)}
          badge
        />
        {bad === 'late' && <ToneMark tone="middle" label={t('punctual.late')} badge />}
      </header>
      <p>
        {t('card.line', { unit: post.unit.name, post: post.name, name: person.name, role })}
        {shift.unplanned && ` · ${t('card.unplanned')}`}
      </p>
      <p className={css.small}>
        {t('card.span', { from: at(startsAt), to: at(endsAt) })}
        {onAt !== null && ` · ${t('card.on', { at: at(onAt) })}`}
        {endedAt !== null && state !== 'cancelled' && ` · ${t('card.ended', { at: at(endedAt) })}`}
        {taker !== null &&
          ` · ${t(shift.readAt === null ? 'card.taker' : 'card.read', { name: taker.name, at: shift.readAt === null ? '' : at(shift.readAt) })}`}
      </p>
      {endReason !== null && <p>{t('card.reason', { reason: endReason })}</p>}
      {seen !== null && (
        <p className={css.small}>{t('card.seen', { name: seen.by.name, at: at(seen.at) })}</p>
      )}
      {shift.note !== null && <HandedOver shift={shift} withOpen={open === true} />}
      {tookOver && (
        <HandedOver
          shift={tookOver}
          withOpen={false}
          title={t('card.tookOver', { name: tookOver.person.name })}
        />
      )}
      <ShiftActs shift={shift} told={told} />
    </article>
  );
};
