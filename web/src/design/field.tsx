import type { ReactNode } from 'react';
import css from './field.module.css';
import { Icon } from './icon.tsx';

/** What a control must carry so that its label, hint and sentence are read with it. */
export type FieldAria = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};
type Props = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Said beside the label of what may stay empty. */
  optional?: string | false;
  error: string | undefined;
  children: (aria: FieldAria) => ReactNode;
};

/** Label above, control, then one sentence below. */
export const Field = ({ id, label, hint, optional, error, children }: Props) => {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
        {optional && <span className={css.optional}>{optional}</span>}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p className={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className={css.error} id={`${id}-error`}>
          <Icon name="alert" /> {error}
        </p>
      )}
    </div>
  );
};
