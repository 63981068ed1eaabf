import { type ReactNode, useId } from 'react';
import css from './choices.module.css';

type Props<V extends string> = {
  legend: string;
  value: V | undefined;
  options: readonly { value: V; label: ReactNode }[];
  onChange: (value: V) => void;
  /** Takes the focus when it appears, so that the keyboard goes on from here. */
  autoFocus?: boolean;
  error?: string | undefined;
};

/** A few answers of which one holds: arrows move, Enter sends the form. */
export const Choices = <V extends string>({
  legend,
  value,
  options,
  onChange,
  autoFocus,
  error,
}: Props<V>) => {
  const name = useId();
  return (
    <fieldset className={css.group} aria-describedby={error ? `${name}-error` : undefined}>
      <legend className={css.legend}>{legend}</legend>
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
