import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices, Field, NativeSelect, Options } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import css from './incidents.module.css';
import { Conflict, useSavedWord } from './saved-note.tsx';
import { idOfField } from './text-field.tsx';
import { type FieldName, type Place, useSaving } from './use-saving.ts';

interface Props<V extends string> extends Place {
  readonly field: FieldName;
  readonly kept: V | null;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** A list to fold out instead of buttons side by side. */
  readonly folded?: boolean;
  readonly hint?: string | undefined;
}

/** One element of which there are few answers: saved as soon as it is chosen. */
export const AutoChoice = <V extends string>({
  incident,
  transfer,
  field,
  kept,
  options,
  folded = false,
  hint,
}: Props<V>) => {
  const { t } = useTranslation('incidents');
  const explain = useExplain();
  const saving = useSaving({ incident, transfer });
  const savedWord = useSavedWord(saving);
  const error = explain(saving.error, { NEEDS_REVIEW: t('needsReview'), NOT_ALLOWED_NOW: t('closedNow') });
  // The answer stands at once; when it is refused, what is kept stands again, with the reason below.
  const [picked, setPicked] = useState<string>();
  const settled = () => setPicked(undefined);
  const choose = (value: string) => {
    saving.begin();
    setPicked(value);
    saving.save({ [field]: value === '' ? null : value }, { kept: settled, refused: settled });
  };
  const label = t(`field.${field}`);
  const chosen = options.find(({ value }) => value === (picked ?? kept));
  const mine = options.find(({ value }) => value === saving.sent?.[field])?.label ?? t('notAsked');
  return (
    <div className={css.element} id={folded ? undefined : idOfField(field, transfer)} tabIndex={-1}>
      {folded ? (
        <Field
          id={idOfField(field, transfer)}
          label={label}
          hint={hint}
          state={savedWord}
          error={error ?? undefined}
        >
          {(aria) => (
            <NativeSelect
              {...aria}
              value={chosen?.value ?? ''}
              onChange={({ target }) => choose(target.value)}
            >
              <Options
                none={t('notAsked')}
                of={options}
                value={(one) => one.value}
                name={(one) => one.label}
              />
            </NativeSelect>
          )}
        </Field>
      ) : (
        <>
          <Choices
            legend={label}
            state={savedWord}
            value={chosen?.value}
            options={options}
            onChange={choose}
            error={error ?? undefined}
          />
          {hint && <p className={css.quiet}>{hint}</p>}
        </>
      )}
      <Conflict saving={saving} type={incident.values.fraudType} mine={mine} onTheirs={() => undefined} />
    </div>
  );
};
