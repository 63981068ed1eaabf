import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import css from './inputs.module.css';

type Own = { large?: boolean };

export const TextInput = ({ large, ...rest }: Omit<ComponentPropsWithRef<'input'>, 'className'> & Own) => (
  <input
    type="text"
    autoComplete="off"
    spellCheck={false}
    {...rest}
    className={classes(css.input, large && css.large)}
  />
);

export const TextArea = (props: Omit<ComponentPropsWithRef<'textarea'>, 'className'>) => (
  <textarea rows={2} {...props} className={classes(css.input, css.area)} />
);

export const NativeSelect = ({
  large,
  ...rest
}: Omit<ComponentPropsWithRef<'select'>, 'className'> & Own) => (
  <select {...rest} className={classes(css.input, css.select, large && css.large)} />
);

interface OptionsProps<T> {
  of: readonly T[];
  /** Words for choosing nothing; its value is empty. */
  none?: string;
  /** What stands for one of them; the thing itself when it is a word. */
  value?: (one: T) => string;
  name: (one: T) => string;
}

/** What a list offers to choose from. */
export const Options = <T,>({ of, none, value = String, name }: OptionsProps<T>) => (
  <>
    {none !== undefined && <option value="">{none}</option>}
    {of.map((one) => (
      <option key={value(one)} value={value(one)}>
        {name(one)}
      </option>
    ))}
  </>
);

type CheckboxProps = Omit<ComponentPropsWithRef<'input'>, 'className' | 'type'> & {
  label: string;
  hint?: string;
};
export const Checkbox = ({ label, hint, ...rest }: CheckboxProps) => (
  <label className={css.check}>
    <input type="checkbox" {...rest} />
    <span>
      {label}
      {hint && <span className={css.hint}>{hint}</span>}
    </span>
  </label>
);
