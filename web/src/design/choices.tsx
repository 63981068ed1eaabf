import { type ReactNode, useId } from 'react';
import css from './choices.module.css';
import { StateWord } from './state-word.tsx';

type Props<V extends string> = {
  legend: string;
  value: V | undefined;
  options: readonly { value: V; label: ReactNode }[];
  onChange: (value: V) => void;
  /** Takes the focus when it appears, so that the keyboard goes on from here. */
  autoFocus?: boolean;
  /** What becomes of the answer, as it changes: said beside the legend, never part of the group's name. */
  state?: string;
  error?: string | undefined;
};

/** A few answers of which one holds: arrows move, Enter sends the form. */
export const Choices = <V extends string>({
  legend,
  value,
  options,
  onChange,
  autoFocus,
  state,
  error,
}: Props<V>) => {
  const name = useId();
  return (
    <fieldset
      className={css.group}
      aria-labelledby={`${name}-legend`}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend className={css.legend}>
        <span id={`${name}-legend`}>{legend}</span>
        {state !== undefined && <StateWord id={`${name}-state`} state={state} />}
      </legend>
      <div className={css.options}>
        {options.map((option, at) => (
          <label key={option.value} className={css.option}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              // biome-ignore lint/a11y/noAutofocus: a panel that the person has just asked for
              autoFocus={autoFocus && (value === undefined ? at === 0 : option.value === value)}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className={css.error} id={`${name}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
};
