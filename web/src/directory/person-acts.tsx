import type { Person } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import css from './directory.module.css';
import { ResetFactor } from './reset-factor.tsx';

export type PersonAct = 'change' | 'turn' | 'reset';

type Props = { person: Person; onAct: (act: PersonAct) => void; onChanged: () => void };

/** What the signed-in administrator may start for an account; while a request waits, nothing but disabling. */
export const PersonActs = ({ person, onAct, onChanged }: Props) => {
  const { t } = useTranslation('directory');
  const me = useMe();
  const { id, pending, disabledAt } = person;
  const manages = me.acts.includes('directory.manage');
  const waits = pending !== null;
  return (
    <span className={css.acts}>
      {me.acts.includes('rights.request') && !waits && disabledAt === null && (
        <Button kind="quiet" onClick={() => onAct('change')}>
          {t('person.change')}
        </Button>
      )}
      {/* Nobody locks oneself out by accident. */}
      {manages && id !== me.id && !waits && disabledAt === null && (
        <Button kind="quiet" onClick={() => onAct('reset')}>
          {t('person.reset')}
        </Button>
      )}
      {manages && id !== me.id && (disabledAt === null || !waits) && (
        <Button kind="quiet" onClick={() => onAct('turn')}>
          {t(disabledAt === null ? 'person.disable' : 'person.enable')}
        </Button>
      )}
      <ResetFactor person={person} onDone={onChanged} />
    </span>
  );
};
