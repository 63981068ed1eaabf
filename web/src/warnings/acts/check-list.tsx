import { Checkbox } from '../../design/index.ts';
import css from './acts.module.css';

type Props<V extends string> = {
  legend: string;
  hint: string;
  field: { id: string; error: string | undefined };
  options: readonly { value: V; label: string }[];
  chosen: readonly V[];
  onChange: (chosen: readonly V[]) => void;
};

/** Several answers of which any may hold. */
export const CheckList = <V extends string>({ legend, hint, field, options, chosen, onChange }: Props<V>) => (
  <fieldset className={css.checks} aria-describedby={`${field.id}-hint`}>
    <legend>{legend}</legend>
    <p className={css.left} id={`${field.id}-hint`}>
      {hint}
    </p>
    <div className={css.choices}>
      {options.map(({ value, label }, at) => (
        <Checkbox
          key={value}
          id={at === 0 ? field.id : undefined}
          label={label}
          checked={chosen.includes(value)}
          onChange={({ target }) =>
            onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        />
      ))}
    </div>
    {field.error && (
      <p className={css.bad} role="alert">
        {field.error}
      </p>
    )}
  </fieldset>
);
