import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import css from './incidents.module.css';
import type { Saving } from './use-saving.ts';

/** What somebody else wrote at the same time, and the choice between the two. */
export const Conflict = ({
  saving,
  mine,
  told = (value) => value,
  onTheirs,
}: {
  saving: Saving;
  mine: string;
  /** How a kept value is called on this page; left out: as it is kept. */
  told?: (value: string) => string;
  onTheirs: () => void;
}) => {
  const { t } = useTranslation('incidents');
  if (saving.conflict === null) return null;
  const { by, theirs } = saving.conflict;
  return (
    <div className={css.conflict} role="alert">
      <p>
        {t('conflict.said', { by, theirs: theirs === null ? t('conflict.nothing') : told(theirs), mine })}
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
