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
