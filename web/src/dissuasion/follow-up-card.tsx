import type { FollowUp } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { About } from './about.tsx';
import css from './dissuasion.module.css';
import { FinishForm } from './finish-form.tsx';
import type { HeldForm } from './held.ts';
import type { Said } from './said.tsx';
import { UndoFollowUp } from './undo-follow-up.tsx';

type Props = { followUp: FollowUp; form: HeldForm; onSaid: (said: Said) => void };

/** One follow-up: about whom, by when, who has it; and the way to note what was found. */
export const FollowUpCard = ({ followUp, form, onSaid }: Props) => {
  const { t } = useTranslation('dissuasion');
  const { t: warnings } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const handles = useMe().acts.includes('warnings.handle');
  const { step, plannedAt, dueAt, state, result, method, endedAt, endedBy, assignee, unit, note } = followUp;
  const at = (instant: string) => formatInstant(instant, language, 'moment');
  const overdue = state === 'open' && Date.parse(dueAt) <= serverNow();
  return (
    <article className={css.card}>
      <div className={css.head}>
        <About warning={followUp.warning} />
        <span>{t('step', { step })}</span>
      </div>
      <p className={overdue ? css.over : undefined}>
        {state === 'done' && endedAt !== null
          ? t('doneAt', { at: at(endedAt), who: endedBy?.name ?? '' })
          : t(overdue ? 'overdueSince' : 'plannedAt', { at: at(plannedAt), due: at(dueAt) })}
      </p>
      {result !== null && (
        <p>
          <strong>{warnings(`followUp.result.${result}`)}</strong>
          {method === null ? '' : ` · ${common(`contactMethod.${method}`)}`}
        </p>
      )}
      {note !== null && <p className={css.written}>{note}</p>}
      <p className={css.small}>
        {unit.name} · {assignee.name}
      </p>
      {form.left && <Notice kind="info">{t('left')}</Notice>}
      {followUp.undoUntil !== null && <UndoFollowUp followUp={followUp} onSaid={onSaid} />}
      {state === 'open' &&
        handles &&
        (form.open ? (
          <FinishForm followUp={followUp} onClose={form.onClose} onSaid={onSaid} />
        ) : (
          <div>
            <Button onClick={form.onOpen}>{t('finish')}</Button>
          </div>
        ))}
    </article>
  );
};
