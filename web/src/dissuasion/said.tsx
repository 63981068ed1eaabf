import type { FollowUp } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Notice } from '../design/index.ts';
import { About } from './about.tsx';
import css from './dissuasion.module.css';
import { UndoFollowUp } from './undo-follow-up.tsx';

/** What became of a follow-up just now. Its card may leave the list with the next reading: this stays. */
export type Said = {
  followUp: FollowUp;
  became: 'done' | 'reopened' | 'review' | 'undone';
};

const kinds = { done: 'good', undone: 'good', reopened: 'warn', review: 'warn' } as const;

/** What follows from it, about whom, and the way back. */
export const SaidNotice = ({
  said: { followUp, became },
  onSaid,
}: {
  said: Said;
  onSaid: (said: Said) => void;
}) => {
  const { t } = useTranslation('dissuasion');
  return (
    <Notice kind={kinds[became]}>
      <div className={css.said}>
        <p>{t(`followed.${became}`)}</p>
        <p className={css.head}>
          <About warning={followUp.warning} />
          <span>{t('step', { step: followUp.step })}</span>
        </p>
        {followUp.undoUntil !== null && <UndoFollowUp followUp={followUp} onSaid={onSaid} />}
      </div>
    </Notice>
  );
};
