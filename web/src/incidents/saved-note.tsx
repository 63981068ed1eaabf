import type { FraudType } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import css from './incidents.module.css';
import type { Saving } from './use-saving.ts';
import { useValueWords } from './use-value-words.ts';

/** What somebody else wrote at the same time, and the choice between the two. */
export const Conflict = ({
  saving,
  type,
  mine,
  onTheirs,
}: {
  saving: Saving;
  /** The kind of fraud, which subtypes belong to. */
  type: FraudType | null;
  mine: string;
  onTheirs: () => void;
}) => {
  const { t } = useTranslation('incidents');
  const say = useValueWords();
  if (saving.conflict === null) return null;
  const { by, field, theirs } = saving.conflict;
  return (
    <div className={css.conflict} role="alert">
      <p>
        {t('conflict.said', {
          by,
          theirs: theirs === null ? t('conflict.nothing') : say(field, theirs, type),
          mine,
        })}
      </p>
      <Button onClick={saving.mine}>{t('conflict.mine')}</Button>
      <Button
        kind="quiet"
        onClick={() => {
          saving.theirs();
          onTheirs();
        }}
      >
        {t('conflict.theirs')}
      </Button>
    </div>
  );
};

/** Beside the label: whether what was typed is kept. */
export const useSavedWord = (saving: Saving): string => {
  const { t } = useTranslation('incidents');
  return saving.state === 'saving' ? t('saving') : saving.state === 'saved' ? t('saved') : '';
};
