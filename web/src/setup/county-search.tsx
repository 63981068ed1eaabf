import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Field, TextInput } from '../design/index.ts';
import { type Place, useFoundCounties } from './places.ts';
import css from './setup.module.css';

const most = 8;

/** Type a name or a code instead of going through three lists. */
export const CountySearch = ({ onChoose }: { onChoose: (place: Place) => Promise<void> }) => {
  const { t } = useTranslation('setup');
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useFoundCounties(q);
  const choose = async (place: Place) => {
    await onChoose(place);
    setTyped('');
  };
  return (
    <div className={css.search}>
      <Field id={id} label={t('county.search')} hint={t('county.searchHint')} error={undefined}>
        {(aria) => (
          <TextInput
            {...aria}
            large
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            // Enter belongs to the search here, not to the step.
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              const [first] = found.data ?? [];
              if (first) void choose(first);
            }}
          />
        )}
      </Field>
      {found.data && q.length >= 2 && (
        <ul className={css.found} aria-label={t('county.found')}>
          {found.data.slice(0, most).map((place) => (
            <li key={place.code}>
              <Button kind="quiet" wide onClick={() => void choose(place)}>
                {place.name} {place.code}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {found.data?.length === 0 && q.length >= 2 && <p role="status">{t('county.none')}</p>}
    </div>
  );
};
