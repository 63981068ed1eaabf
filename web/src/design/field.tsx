import type { ReactNode } from 'react';
import css from './field.module.css';
import { Icon } from './icon.tsx';
import { StateWord } from './state-word.tsx';

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
  /** What becomes of what is typed, as it changes: said beside the label, never part of the control's name. */
  state?: string;
  error: string | undefined;
  children: (aria: FieldAria) => ReactNode;
};

/** Label above, control, then one sentence below. */
export const Field = ({ id, label, hint, optional, state, error, children }: Props) => {
  const described =
    [hint && `${id}-hint`, state && `${id}-state`, error && `${id}-error`].filter(Boolean).join(' ') ||
    undefined;
  return (
    <div className={css.field}>
      <div className={css.head}>
        <label className={css.label} htmlFor={id}>
          {label}
          {optional && <span className={css.optional}>{optional}</span>}
        </label>
        {state !== undefined && <StateWord id={`${id}-state`} state={state} />}
      </div>
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
